import { Button } from 'antd'
import { usePart } from '#kernel/ui/address.ts'
import { time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { drawKinds, drawStates } from '../../model/codes.ts'
import { type Draw, useDraw } from '../draw-api.ts'
import { DrawActs } from '../parts/draw-acts.tsx'
import { DrawChecks, DrawListSheet, DrawnNames } from '../parts/draw-checks.tsx'
import { drawKindOf } from './draws.tsx'
import '../inspection.css'

/** One draw: the list bound before, the parties, what was drawn, and the same draw made again in this browser. */
export function DrawPage() {
  const read = useDraw(usePart('id'))
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/draws">回到随机抽取</To>}
        />
      </div>
    )
  return read.data ? <One draw={read.data} /> : <Waiting lines={8} />
}

function One({ draw }: { draw: Draw }) {
  const { record } = draw
  useTitle(draw.purpose)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/draws">随机抽取</To>}
        meta={
          <>
            <span>{drawKinds[draw.kind]}</span>
            <span>{draw.gridName}</span>
            <span>
              {draw.openedBy} {time(draw.openedAt)}
            </span>
            <StatusMark kind={drawKindOf[draw.state]}>{drawStates[draw.state]}</StatusMark>
          </>
        }
        acts={
          draw.state === 'drawn' && (
            <Button icon={<Icon name="outbound" />} onClick={() => save(draw)}>
              下载核对用的记录
            </Button>
          )
        }
      >
        {draw.purpose}
      </PageHead>
      <div className="ag-two">
        <div className="ag-stack">
          {draw.voidReason && (
            <div className="ag-notice ag-notice-soon">
              <strong>这次抽取作废了</strong>
              <span>{draw.voidReason}</span>
            </div>
          )}
          {draw.state === 'drawn' && (
            <>
              <DrawChecks record={record} />
              <DrawnNames record={record} />
            </>
          )}
          {draw.chosen.length > 0 && (
            <Sheet title="抽取之外人工选定的" meta="与抽出的分开">
              <ul className="ag-draw-list">
                {draw.chosen.map(({ name, why, by, at }) => (
                  <li key={at}>
                    {name}　{why} <span className="ag-meta">{by}</span>
                  </li>
                ))}
              </ul>
            </Sheet>
          )}
          <DrawListSheet record={record} />
        </div>
        <div className="ag-stack">
          <DrawActs key={draw.state} draw={draw} />
          <Sheet title="参与方" meta={`${record.parties.length} 方`}>
            <ul className="ag-draw-list">
              {record.parties.map(({ name, commitment, secret }) => (
                <li key={commitment}>
                  {name} <span className="ag-kind">{secret ? '已亮出' : '已报指纹'}</span>
                  <div className="ag-draw-hash">指纹 {commitment}</div>
                  {secret && <div className="ag-draw-hash">随机数 {secret}</div>}
                </li>
              ))}
              {record.parties.length === 0 && <li className="ag-meta">还没有人报指纹，至少要两方。</li>}
            </ul>
          </Sheet>
        </div>
      </div>
    </div>
  )
}

/** Hands the record out as a file that the public page checks. */
function save({ purpose, record }: Draw): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(record, null, 1)], { type: 'application/json' }))
  link.download = `随机抽取-${purpose}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
