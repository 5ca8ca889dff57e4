import { lazy, Suspense, useState } from 'react'
import { Field, Notice, Screen, TextBox } from '#kernel/ui/field/screen.tsx'
import type { PageProps } from './inspect.tsx'
import { findingsOf, leftOf, recordOf } from './visit-draft.ts'

// Its words for values bring lists of industries and classes along, which the first page needs not wait for.
const KeyFacts = lazy(() => import('./parts/key-facts.tsx'))

/** The record of what was seen: where, with whom, what was found or expressly nothing. */
export function RecordPage({ site, visit, template, items, change, commit, onBack }: PageProps) {
  const [faults, setFaults] = useState<string[]>([])
  const findings = findingsOf(visit)
  const looked = items.filter(({ code }) => ['met', 'not_met'].includes(visit.answers[code]?.result ?? ''))
  const left = leftOf(visit, items)
  const [told, setTold] = useState(false)
  const unsaid = left.length > 0 && (visit.unchecked ?? '').trim().length < 2
  const record = async () => {
    setTold(true)
    if (unsaid) return setFaults([`还有 ${left.length} 项没有查，写一个原因`])
    const photoIds = findings.flatMap(({ fileIds }) => fileIds)
    setFaults(await commit('record', recordOf(visit, template), 'sign', photoIds))
  }
  const line = (field: 'site' | 'contact' | 'post', label: string, hint?: string) => (
    <Field label={label} id={`record-${field}`} {...(hint ? { hint } : {})}>
      <input
        id={`record-${field}`}
        maxLength={200}
        value={visit[field]}
        onChange={({ target }) => change({ [field]: target.value })}
      />
    </Field>
  )
  return (
    <Screen
      title={site.objectName}
      onBack={onBack}
      meta="检查记录"
      share={1}
      foot={
        <>
          <button
            type="button"
            className="fd-plain"
            onClick={() => change({ step: 'items', at: Math.max(0, items.length - 1) })}
          >
            回去查
          </button>
          <button type="button" className="fd-main" onClick={() => void record()}>
            存下记录，去签字
          </button>
        </>
      }
    >
      <h2 className="fd-question">
        查了 {looked.length} 项，{findings.length === 0 ? '未发现问题' : `${findings.length} 个问题`}
      </h2>
      {faults.length > 0 && (
        <Notice kind="late">
          {faults.slice(0, 4).join('；')}
          {faults.length > 4 && `，等 ${faults.length} 处`}。填的内容都还在。
        </Notice>
      )}
      <ul className="fd-list">
        {findings.map(({ itemCode, what, where }) => (
          <li key={itemCode}>
            <span>{what}</span>
            <small>{where}</small>
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <Field
          label={`还有 ${left.length} 项没有查，为什么`}
          id="record-unchecked"
          hint="这个原因写进没有答的每一项；有的查过就点「回去查」"
          fault={told && unsaid ? '写清楚为什么没有查' : undefined}
        >
          <input
            id="record-unchecked"
            maxLength={200}
            placeholder="如 该装置停用"
            value={visit.unchecked ?? ''}
            onChange={({ target }) => change({ unchecked: target.value })}
          />
        </Field>
      )}
      {line('site', '检查场所', '写到车间、装置、库房')}
      {line('contact', '现场负责人')}
      {line('post', '负责人职务')}
      <Field label="检查概况" id="record-summary" hint="查看了什么、抽查了多少">
        <TextBox id="record-summary" value={visit.summary} onChange={(summary) => change({ summary })} />
      </Field>
      <Field label="现场处理措施（选填）" id="record-measures">
        <TextBox id="record-measures" value={visit.measures} onChange={(measures) => change({ measures })} />
      </Field>
      <Suspense fallback={null}>
        <KeyFacts
          objectId={site.objectId}
          objectName={site.objectName}
          position={visit.position}
          confirmed={visit.confirmed ?? []}
          onConfirm={(field) => change({ confirmed: [...(visit.confirmed ?? []), field] })}
        />
      </Suspense>
    </Screen>
  )
}
