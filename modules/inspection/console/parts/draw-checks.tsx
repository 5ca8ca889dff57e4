import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { checkDraw, type DrawRecord } from '../../model/draw.ts'

/** Draws again in this browser and says point by point whether it holds. */
export function DrawChecks({ record }: { record: DrawRecord }) {
  const checks = checkDraw(record)
  const holds = checks.every((one) => one.holds)
  return (
    <Sheet
      title={
        <StatusMark kind={holds ? 'done' : 'late'}>
          {holds ? '一致：照同样的办法重新抽，结果相同' : '不一致：这份记录对不上'}
        </StatusMark>
      }
      meta="在您的浏览器里算的，不靠服务器"
    >
      <ul className="ag-draw-list">
        {checks.map(({ what, holds: ok }) => (
          <li key={what}>
            <StatusMark kind={ok ? 'done' : 'late'}>{ok ? '一致' : '不一致'}</StatusMark> {what}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** What was drawn, in the order it was drawn. */
export function DrawnNames({ record }: { record: DrawRecord }) {
  const names = new Map(record.list.candidates.map(({ key, name }) => [key, name]))
  return (
    <Sheet title="抽出的" meta={`${record.drawn?.length ?? 0} 个，按抽出的先后`}>
      <ol className="ag-draw-list">
        {(record.drawn ?? []).map((key, at) => (
          <li key={key}>
            {at + 1}. {names.get(key) ?? key}
          </li>
        ))}
      </ol>
    </Sheet>
  )
}

/** The list that was bound, with what was left out and why, and its hash. */
export function DrawListSheet({ record: { list, commitment } }: { record: DrawRecord }) {
  const out = new Map(list.excluded.map(({ key, why }) => [key, why]))
  return (
    <Sheet
      title="抽取前公示的名单"
      meta={`${list.candidates.length} 个，排除 ${list.excluded.length} 个，抽 ${list.count} 个`}
    >
      <div className="ag-draw-head">
        <div>规则：{list.rule}</div>
        <div className="ag-draw-hash">指纹（SM3）{commitment}</div>
      </div>
      <ul className="ag-draw-list ag-draw-scroll">
        {list.candidates.map(({ key, name }) => (
          <li key={key}>
            <span className={out.has(key) ? 'ag-draw-out' : ''}>{name}</span>
            {out.has(key) && <span className="ag-meta">　排除：{out.get(key)}</span>}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
