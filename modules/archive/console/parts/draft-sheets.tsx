import { useNavigate } from '@tanstack/react-router'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { count, fileSize } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { parts, retentions } from '../../model/codes.ts'
import { type Line, useForgetArchive, type Volume } from '../api.ts'
import { CheckerField } from './checker-field.tsx'
import { FindingList } from './finding-list.tsx'
import { LongField } from './long-field.tsx'

/** A volume before it is bound: its contents to arrange, what was found, and the form that binds it. */
export function DraftSheets({ volume }: { volume: Volume }) {
  const may = useMay()
  const forget = useForgetArchive()
  const act = useAct()
  const [tested, setTested] = useState<Volume | null>(null)
  const keeps = may('archive.bind')
  const findings = tested && tested.version === volume.version ? tested.findings : volume.findings
  const test = () =>
    act.run(async () => {
      const answer = await send<Volume>('POST', `/archive-volumes/${volume.id}/test`, { body: {} })
      await forget()
      setTested(answer)
    })
  return (
    <div className="ag-stack">
      {volume.fault && (
        <div className="ag-notice" role="alert">
          <strong className="ag-warn">上次没有装订成</strong>
          <span>{volume.fault}</span>
        </div>
      )}
      <ContentsSheet key={volume.version} volume={volume} keeps={keeps} />
      <Sheet
        title="四性检测"
        meta={tested && tested.version === volume.version ? '已逐件重算校验值' : '打开时查了目录；检测时逐件重算校验值'}
        acts={
          keeps && (
            <Button size="small" loading={act.busy} onClick={() => void test()}>
              检测
            </Button>
          )
        }
      >
        <div className="ag-pad">
          {act.problem && <Refusal problem={act.problem} />}
          <FindingList findings={findings} />
        </div>
      </Sheet>
      {keeps && <BindSheet volume={volume} stops={findings.filter(({ blocks }) => blocks).length} />}
    </div>
  )
}

/** The order, titles and what is left out are kept here until they are saved. */
function ContentsSheet({ volume, keeps }: { volume: Volume; keeps: boolean }) {
  const forget = useForgetArchive()
  const act = useAct()
  const [lines, setLines] = useState<readonly Line[]>(volume.lines)
  const [asked, setAsked] = useState<Line | null>(null)
  const kept = lines.filter(({ leftOut }) => leftOut === null)
  const pages = kept.reduce((sum, { pages: own }) => sum + (own ?? 0), 0)
  const isChanged = lines.some((line, at) => !isSame(line, volume.lines[at]))
  const set = (ref: string, patch: Partial<Line>) =>
    setLines((before) => before.map((line) => (line.ref === ref ? { ...line, ...patch } : line)))
  const move = (at: number, step: -1 | 1) =>
    setLines((before) => {
      const next = [...before]
      const [one] = next.splice(at, 1)
      next.splice(at + step, 0, one as Line)
      return next
    })
  const save = () =>
    act.run(async () => {
      const titled = lines.filter((line) => line.retitled || line.title !== originalTitle(volume, line.ref))
      await send('PUT', `/archive-volumes/${volume.id}/contents`, {
        body: {
          order: lines.map(({ ref }) => ref),
          titles: Object.fromEntries(titled.map(({ ref, title }) => [ref, title])),
          leftOut: Object.fromEntries(lines.flatMap(({ ref, leftOut }) => (leftOut === null ? [] : [[ref, leftOut]]))),
        },
        version: volume.version,
      })
      await forget()
    }, '目录已保存')
  return (
    <Sheet
      title="卷内材料"
      meta={`${count(kept.length)} 件，${pages > 0 ? `约 ${count(pages)} 页` : '页数装订时才知道'}`}
      acts={
        keeps && (
          <Button
            size="small"
            type={isChanged ? 'primary' : 'default'}
            disabled={!isChanged || act.busy}
            onClick={() => void save()}
          >
            {act.busy ? '正在保存…' : '保存目录'}
          </Button>
        )
      }
    >
      {act.problem && (
        <div className="ag-pad">
          <Refusal problem={act.problem} />
        </div>
      )}
      <ol className="ag-archive-lines">
        {lines.map((line, at) => (
          <li key={line.ref} className={line.leftOut === null ? '' : 'ag-archive-out'}>
            <span className="ag-archive-n">{line.leftOut === null ? kept.indexOf(line) + 1 : '—'}</span>
            <span className="ag-archive-what">
              {keeps && line.leftOut === null ? (
                <Input
                  variant="underlined"
                  aria-label={`第 ${at + 1} 件的题名`}
                  maxLength={150}
                  value={line.title}
                  onChange={({ target }) => set(line.ref, { title: target.value })}
                />
              ) : (
                <b>{line.title}</b>
              )}
              <small className="ag-meta">{wordsOf(line)}</small>
              {line.note && line.leftOut === null && <small className="ag-archive-note">{line.note}</small>}
              {line.leftOut !== null && <small className="ag-archive-note">不入卷：{line.leftOut}</small>}
            </span>
            <span className="ag-archive-acts">
              <a href={previewOf(volume, line)} target="_blank" rel="noreferrer" aria-label={`看《${line.title}》`}>
                看
              </a>
              {keeps && (
                <>
                  <Button
                    size="small"
                    type="text"
                    icon={<Icon name="down" />}
                    className="ag-archive-up"
                    disabled={at === 0}
                    aria-label="上移"
                    onClick={() => move(at, -1)}
                  />
                  <Button
                    size="small"
                    type="text"
                    icon={<Icon name="down" />}
                    disabled={at === lines.length - 1}
                    aria-label="下移"
                    onClick={() => move(at, 1)}
                  />
                  {line.leftOut !== null ? (
                    <Button size="small" type="link" onClick={() => set(line.ref, { leftOut: null })}>
                      放回
                    </Button>
                  ) : (
                    line.part !== 'acts' && (
                      <Button size="small" type="link" onClick={() => setAsked(line)}>
                        抽出
                      </Button>
                    )
                  )}
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      <LeaveOut
        line={asked}
        onClose={() => setAsked(null)}
        onDone={(reason) => {
          if (asked) set(asked.ref, { leftOut: reason })
          setAsked(null)
        }}
      />
    </Sheet>
  )
}

const originalTitle = (volume: Volume, ref: string) => volume.lines.find((line) => line.ref === ref)?.title
const isSame = (line: Line, before: Line | undefined) =>
  before?.ref === line.ref && before.title === line.title && before.leftOut === line.leftOut

const previewOf = ({ id }: Volume, { ref }: Line) =>
  `/api/v1/archive-volumes/${id}/preview?ref=${encodeURIComponent(ref)}`

const wordsOf = ({ part, number, dated, author, pages, annex, size }: Line): string =>
  [
    parts[part],
    number,
    dated,
    author,
    annex ? `附件${size ? ` ${fileSize(size)}` : ''}` : pages === null ? null : `${pages} 页`,
  ]
    .filter(Boolean)
    .join(' · ')

function LeaveOut({ line, onClose, onDone }: { line: Line | null; onClose(): void; onDone(reason: string): void }) {
  const [reason, setReason] = useState('')
  return (
    <Modal
      open={line !== null}
      title={`不入卷：${line?.title ?? ''}`}
      okText="抽出"
      cancelText="取消"
      okButtonProps={{ disabled: reason.trim().length < 2 }}
      onCancel={onClose}
      onOk={() => {
        onDone(reason.trim())
        setReason('')
      }}
      destroyOnHidden
    >
      <p className="ag-meta">理由会写进备考表；保存目录后生效。</p>
      <Input
        aria-label="理由"
        placeholder="比如：与本案无关、重复"
        maxLength={200}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </Modal>
  )
}

/** What the end note begins with: nothing is called complete that is not. */
function situationOf({ findings }: Volume): string {
  const missing = findings.filter(({ property, blocks }) => property === 'complete' && !blocks)
  return missing.length > 0 ? `${missing.map(({ message }) => message).join('；')}。` : '本卷材料齐全。'
}

/** What the button still waits for; null when it may be pressed. */
function whyNotBound(stops: number, checker: string | undefined, situation: string): string | null {
  if (stops > 0) return `还有 ${stops} 个问题须解决`
  if (checker === undefined) return '先选检查人'
  return situation.trim() === '' ? '先写本卷情况说明' : null
}

function BindSheet({ volume, stops }: { volume: Volume; stops: number }) {
  const forget = useForgetArchive()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const drop = useAct()
  const [checker, setChecker] = useState(volume.checkerSeat ?? undefined)
  const [situation, setSituation] = useState(volume.situation ?? situationOf(volume))
  if (!volume.office)
    return (
      <div className="ag-notice" role="alert">
        <strong className="ag-warn">还没有档号设置</strong>
        <span>
          先在<To to="/archive-settings">档案设置</To>里填写办案单位的全宗号、档案门类和机构代码，才能取档号归档。
        </span>
      </div>
    )
  const giveUp = () =>
    modal.confirm({
      title: '放弃立卷？',
      content: '调整过的目录不保留，这件事回到待归档。',
      okText: '放弃',
      cancelText: '再看看',
      onOk: () =>
        drop.run(async () => {
          await send('POST', `/archive-volumes/${volume.id}/drop`, { body: {}, version: volume.version })
          await forget()
          void navigate({ to: '/archive-waiting' })
        }, '已放弃立卷'),
    })
  return (
    <Sheet title="归档" meta={`${volume.retentionTitle}，保管期限 ${retentions[volume.retentionNow]}`}>
      <div className="ag-pad ag-archive-form">
        {drop.problem && <Refusal problem={drop.problem} />}
        <ActForm
          request={{
            method: 'POST',
            path: `/archive-volumes/${volume.id}/bind`,
            body: { checker, situation, seen: volume.lines.map(({ mark }) => mark) },
            version: volume.version,
          }}
          label="归档"
          busyLabel="正在检测…"
          done="已取档号，正在装订"
          isReady={whyNotBound(stops, checker, situation) === null}
          onDone={forget}
          onMovedOn={forget}
          aside={
            <>
              <Button type="text" onClick={() => void giveUp()}>
                放弃立卷
              </Button>
              <span className="ag-meta">
                {whyNotBound(stops, checker, situation) ?? '归档后这件事不能再办，确要补充的须撤卷'}
              </span>
            </>
          }
        >
          <CheckerField volumeId={volume.id} value={checker} onChange={setChecker} />
          <LongField
            id="bind-situation"
            label="本卷情况说明"
            hint="缺损、补充、音像资料存放处等，印在备考表上"
            pointer="/situation"
            max={1000}
            value={situation}
            onChange={setSituation}
          />
        </ActForm>
      </div>
    </Sheet>
  )
}
