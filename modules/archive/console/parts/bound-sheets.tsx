import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { queryString, send } from '#kernel/ui/api.ts'
import { count, fileSize, moment } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { parts, retentions } from '../../model/codes.ts'
import { pageWords } from '../../model/contents.ts'
import { type Check, type Entry, useForgetArchive, type Volume } from '../api.ts'
import { AppraisalSheet } from './appraisal-sheet.tsx'
import { LoanSheet } from './loan-sheet.tsx'
import { LogSheet } from './log-sheet.tsx'
import { LookBox } from './look-box.tsx'
import { TakeOutSheet } from './take-out-sheet.tsx'

/** A bound volume: what is in it, where its pages are, and what may be done with it. */
export function BoundSheets({ volume }: { volume: Volume }) {
  const may = useMay()
  const keeps = may('archive.look')
  const isThere = volume.state === 'bound' || volume.state === 'superseded'
  const loanRuns = volume.loan?.state === 'lent'
  return (
    <div className="ag-archive-split">
      <div className="ag-stack">
        <EntriesSheet volume={volume} keeps={keeps && isThere} />
        <LogSheet id={volume.id} />
      </div>
      <div className="ag-stack">
        {isThere && (keeps || loanRuns) && (
          <Sheet title="查看全卷" meta={volume.size ? fileSize(volume.size) : ''}>
            <div className="ag-pad">
              <LookBox volume={volume} lent={!keeps} />
            </div>
          </Sheet>
        )}
        {isThere && may('archive.borrow') && <LoanSheet volume={volume} />}
        <FactsSheet volume={volume} keeps={keeps && isThere} />
        <TakeOutSheet volume={volume} />
        <AppraisalSheet volume={volume} />
      </div>
    </div>
  )
}

function EntriesSheet({ volume, keeps }: { volume: Volume; keeps: boolean }) {
  const pages = volume.entries.filter(({ annex }) => !annex)
  const annexes = volume.entries.filter(({ annex }) => annex)
  // The count the list of contents and the end note have.
  const materials = volume.entries.filter(({ part }) => !['cover', 'contents', 'endnote'].includes(part)).length
  return (
    <Sheet
      title="卷内目录"
      meta={`材料 ${count(materials)} 件（不计封面、目录、备考表），全卷 ${count(volume.pages ?? 0)} 页`}
    >
      <table className="ag-archive-contents">
        <thead>
          <tr>
            <th>序号</th>
            <th>题名</th>
            <th>日期</th>
            <th>页号</th>
          </tr>
        </thead>
        <tbody>
          {pages.map((entry) => (
            <EntryRow key={entry.n} volume={volume} entry={entry} keeps={keeps} />
          ))}
        </tbody>
      </table>
      {annexes.length > 0 && (
        <>
          <h3 className="ag-archive-annexes">随卷附件（不能成页，校验值印在备考表上）</h3>
          <table className="ag-archive-contents">
            <tbody>
              {annexes.map((entry) => (
                <EntryRow key={entry.n} volume={volume} entry={entry} keeps={keeps} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Sheet>
  )
}

function EntryRow({ volume, entry, keeps }: { volume: Volume; entry: Entry; keeps: boolean }) {
  const [open, setOpen] = useState(false)
  const { n, title, number, dated, part, firstPage, pages, author } = entry
  const download = `/api/v1/archive-volumes/${volume.id}/entries/${n}${queryString({ purpose: '核对卷内一件' })}`
  return (
    <tr>
      <td>{n}</td>
      <td>
        <span className="ag-row ag-wrap">
          <span className="ag-archive-title">{title}</span>
          <Button size="small" type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
            {keeps ? '校验值和原件' : '校验值'}
          </Button>
        </span>
        <small className="ag-meta ag-archive-under">{[parts[part], number, author].filter(Boolean).join(' · ')}</small>
        {open && (
          <dl className="ag-archive-hashes">
            <dt>SM3</dt>
            <dd>{entry.sm3}</dd>
            <dt>SHA-256</dt>
            <dd>{entry.sha256}</dd>
            <dt>大小</dt>
            <dd>
              {fileSize(entry.size)}
              {keeps && (
                <a href={download} className="ag-archive-original">
                  下载原件
                </a>
              )}
            </dd>
          </dl>
        )}
      </td>
      <td className="ag-code">{dated ?? ''}</td>
      <td className="ag-code">{pageWords(firstPage, pages)}</td>
    </tr>
  )
}

function FactsSheet({ volume, keeps }: { volume: Volume; keeps: boolean }) {
  const { retention, retainUntil, boundAt, boundBy, checker, situation, sm3, sha256 } = volume
  const lines: [string, string | null][] = [
    [
      '保管期限',
      retention && `${retentions[retention]}${retainUntil ? `，到 ${retainUntil}` : ''}（${volume.retentionTitle}）`,
    ],
    ['结案', volume.closedOn],
    ['归档', boundAt && `${moment(boundAt)}　立卷 ${boundBy ?? ''}　检查 ${checker ?? ''}`],
    ['说明', situation],
    ['全卷 SM3', sm3],
    ['全卷 SHA-256', sha256],
  ]
  return (
    <Sheet title="归档信息">
      <div className="ag-pad ag-stack">
        <dl className="ag-archive-facts">
          {lines.flatMap(([label, value]) =>
            value
              ? [
                  <dt key={label}>{label}</dt>,
                  <dd key={`${label}=`} className={label.startsWith('全卷') ? 'ag-code' : ''}>
                    {value}
                  </dd>,
                ]
              : [],
          )}
        </dl>
        {keeps && <CheckBox volume={volume} />}
      </div>
    </Sheet>
  )
}

/** Hashes everything again now and says what is no longer as it was bound. */
function CheckBox({ volume }: { volume: Volume }) {
  const forget = useForgetArchive()
  const act = useAct()
  const [said, setSaid] = useState<Check | null>(null)
  const check = () =>
    act.run(async () => {
      setSaid(await send<Check>('POST', `/archive-volumes/${volume.id}/check`, { body: {} }))
      await forget()
    })
  return (
    <div className="ag-stack">
      <div className="ag-row ag-wrap">
        <Button icon={<Icon name="tick" />} loading={act.busy} onClick={() => void check()}>
          核验
        </Button>
        {said && (
          <StatusMark kind={said.ok ? 'done' : 'late'}>
            {said.ok ? `${count(said.components)} 项逐一相符` : `${count(said.faults.length)} 项不符`}
          </StatusMark>
        )}
      </div>
      {act.problem && <Refusal problem={act.problem} />}
      {said?.faults.map(({ n, title, why }) => (
        <span key={n ?? 0} className="ag-warn">
          {n === null ? title : `第 ${n} 件 ${title}`}：{why}
        </span>
      ))}
    </div>
  )
}
