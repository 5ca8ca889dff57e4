import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { CaseOne } from '#kernel/cases/console/api.ts'
import { ActFields, fieldId } from '#kernel/cases/console/parts/act-fields.tsx'
import type { SentFile } from '#kernel/files/console/sent-file.ts'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, Sheet } from '#kernel/ui/parts.tsx'
import type { FindingInputValue, ItemInputValue } from '../../model/inspection.ts'
import { inspectionFace } from '../inspection-face.tsx'
import type { Site } from '../on-site-api.ts'
import { useStep } from '../use-step.ts'
import { type DraftFinding, FindingForm, newFinding } from './finding-form.tsx'
import { ItemRow } from './item-row.tsx'
import { StepFault, StepForm } from './step-form.tsx'

type Shot = SentFile & { slot?: string }

const isOf = (slot: string) => (file: SentFile) => (file as Shot).slot === slot

/** What was seen, item by item; what is not met becomes a problem with photographs. */
export function RecordStep({ one, site }: { one: CaseOne; site: Site }) {
  const step = useStep(one, 'record')
  const { draft } = step
  const { values, set, files, setFiles } = draft
  const template = site.templates.find(({ code }) => code === values.templateCode) ?? site.templates[0]
  const items = (values.items ?? []) as readonly ItemInputValue[]
  const findings = (values.findings ?? []) as readonly DraftFinding[]
  useFilesOfFindings(findings, files, (next) => set('findings', next))
  const answer = (item: ItemInputValue) => {
    set('items', inOrder(template, [...items.filter(({ code }) => code !== item.code), item]))
    const known = findings.some(({ itemCode }) => itemCode === item.code)
    const check = template?.items.find(({ code }) => code === item.code)
    if (item.result === 'not_met' && !known && check) set('findings', [...findings, newFinding(check)])
    if (item.result !== 'not_met' && known) dropFinding((one) => one.itemCode === item.code)
  }
  const dropFinding = (is: (one: DraftFinding) => boolean) => {
    const rest = findings.filter((one) => !is(one))
    set('findings', rest)
    setFiles((all) => all.filter((file) => rest.some(({ slot }) => isOf(slot)(file))))
  }
  const left = (template?.items ?? []).filter(({ code }) => !items.some((item) => item.code === code))
  const answerLeft = (result: 'met' | 'not_checked', reason: string) =>
    set(
      'items',
      inOrder(template, [...items, ...left.map(({ code, question }) => ({ code, question, result, reason }))]),
    )
  useListOfRecord(template?.code, values.templateCode, (code) => set('templateCode', code))
  const fields = (keys: readonly string[]) => (
    <ActFields
      face={inspectionFace}
      fields={step.shown.filter(({ key }) => keys.includes(key))}
      values={values}
      faults={step.faults}
      prefix={step.prefix}
      caseId={one.id}
      onSet={set}
    />
  )
  return (
    <StepForm step={step} label="交检查记录，去签字">
      <Sheet title="一　场所和陪同的人">
        <div className="ag-pad ag-stack">{fields(['site', 'contact', 'post'])}</div>
      </Sheet>
      <Sheet title="二　逐项检查" meta={`${count(items.length)} / ${count(template?.items.length)} 项`}>
        <div className="ag-pad ag-stack" id={fieldId(step.prefix, 'items')} tabIndex={-1}>
          {site.templates.length > 1 && (
            <div className="ag-field">
              <label htmlFor="site-template">检查表</label>
              <Select
                id="site-template"
                value={template?.code}
                showSearch={{ optionFilterProp: 'label' }}
                options={site.templates.map(({ code, name, items: all }) => ({
                  value: code,
                  label: `${name}（${all.length} 项）`,
                }))}
                onChange={(code: string) => {
                  set('templateCode', code)
                  set('items', [])
                  dropFinding(({ itemCode }) => itemCode !== null)
                }}
              />
            </div>
          )}
          <StepFault words={step.faultOf('items')} />
          {!template && <EmptyState title="没有可用的检查表">请在「检查项」里建一张本地检查表。</EmptyState>}
          <ol className="ag-site-list">
            {template?.items.map((check, at) => (
              <ItemRow
                key={check.code}
                number={at + 1}
                check={check}
                given={items.find(({ code }) => code === check.code)}
                onAnswer={answer}
              />
            ))}
          </ol>
          {left.length > 0 && <LeftItems left={left.length} begun={items.length > 0} onAnswer={answerLeft} />}
        </div>
      </Sheet>
      <Sheet title="三　查出的问题" meta={findings.length > 0 ? `${count(findings.length)} 个` : '没有'}>
        <div className="ag-pad ag-stack" id={fieldId(step.prefix, 'findings')} tabIndex={-1}>
          <StepFault words={step.faultOf('findings')} />
          {findings.map((finding, at) => (
            <FindingForm
              key={finding.slot}
              number={at + 1}
              finding={finding}
              objectId={site.objectId}
              files={files.filter(isOf(finding.slot))}
              onFiles={(change) =>
                setFiles((all) => [
                  ...all.filter((file) => !isOf(finding.slot)(file)),
                  ...change(all.filter(isOf(finding.slot))).map((file): Shot => ({ ...file, slot: finding.slot })),
                ])
              }
              onChange={(next) =>
                set(
                  'findings',
                  findings.map((other) => (other.slot === finding.slot ? next : other)),
                )
              }
              onDrop={finding.itemCode ? undefined : () => dropFinding(({ slot }) => slot === finding.slot)}
            />
          ))}
          <Button icon={<Icon name="plus" />} onClick={() => set('findings', [...findings, newFinding(null)])}>
            加一个检查表以外的问题
          </Button>
        </div>
      </Sheet>
      <Sheet title="四　结论">
        <div className="ag-pad ag-stack">{fields(['summary', 'clean', 'measures'])}</div>
      </Sheet>
    </StepForm>
  )
}

interface LeftItemsProps {
  left: number
  begun: boolean
  onAnswer(result: 'met' | 'not_checked', reason: string): void
}

/** What nobody answered yet: looked at and met, or not looked at for one reason. */
function LeftItems({ left, begun, onAnswer }: LeftItemsProps) {
  const [why, setWhy] = useState('')
  const reason = why.trim()
  return (
    <div className="ag-stack">
      <p className="ag-warn" role="status">
        还有 {count(left)} 项没有查。检查表的每一项都要写进记录，没有查的写明原因。
      </p>
      {begun && <Button onClick={() => onAnswer('met', '')}>其余 {count(left)} 项都看过，都符合</Button>}
      <div className="ag-row ag-wrap">
        <Input
          aria-label={`其余 ${left} 项没有查的原因`}
          placeholder="没有查的原因，如 该装置停用"
          style={{ flex: '1 1 220px' }}
          maxLength={200}
          value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
        <Button disabled={reason.length < 2} onClick={() => onAnswer('not_checked', reason)}>
          其余 {count(left)} 项记为没有查
        </Button>
      </div>
    </div>
  )
}

/** The record says by which list one looked, also where nobody chose another one. */
function useListOfRecord(shown: string | undefined, kept: unknown, keep: (code: string) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list changes anything
  useEffect(() => {
    if (shown && shown !== kept) keep(shown)
  }, [shown, kept])
}

const inOrder = (template: Site['templates'][number] | undefined, items: readonly ItemInputValue[]) =>
  (template?.items ?? []).flatMap(({ code }) => items.find((item) => item.code === code) ?? [])

/** Photographs belong to findings as soon as the server has them. */
function useFilesOfFindings(
  findings: readonly DraftFinding[],
  files: readonly SentFile[],
  write: (findings: DraftFinding[]) => void,
): void {
  const now = findings.map((one) => ({
    ...one,
    fileIds: files.filter(isOf(one.slot)).flatMap(({ fileId }) => fileId ?? []),
  }))
  const stale = now.some(({ fileIds }, at) => fileIds.join() !== (findings[at] as FindingInputValue).fileIds.join())
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the server took changes anything
  useEffect(() => {
    if (stale) write(now)
  }, [stale])
}
