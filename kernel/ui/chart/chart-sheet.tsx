import { type ReactNode, type Ref, useRef, useState } from 'react'
import { Icon } from '../icons.tsx'
import { Sheet } from '../parts.tsx'
import { useTheme } from '../theme.tsx'
import type { Drawn } from './chart.tsx'
import { savePicture } from './save-picture.ts'

interface ChartSheetProps {
  title: string
  meta?: ReactNode
  /** Place, period and time of the data: below the chart, and in its picture. */
  foot: string
  /** Draws the chart; the picture is taken of what it gives to the ref. */
  chart(ref: Ref<Drawn>): ReactNode
  table: ReactNode
  /** Beside the chart: a map of the same. */
  beside?: ReactNode
  /** Chart and table stand together, without a switch. */
  both?: boolean
  acts?: ReactNode
  /** What the parts add up to, and what they do not. */
  sum?: ReactNode
}

/** A chart with its table behind 看数据, its time below, and its picture to take along. */
export function ChartSheet({ title, meta, foot, chart, table, beside, both, acts, sum }: ChartSheetProps) {
  const drawn = useRef<Drawn>(null)
  const { appearance } = useTheme()
  const [asTable, setAsTable] = useState(false)
  const save = () => {
    const picture = drawn.current?.picture()
    if (picture) savePicture(picture, { title, foot }, appearance)
  }
  return (
    <Sheet
      title={title}
      meta={meta}
      acts={
        <>
          {!both && (
            <button type="button" className="ag-link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? '看图' : '看数据'}
            </button>
          )}
          {!asTable && (
            <button type="button" className="ag-link" onClick={save} aria-label={`存图片：${title}`}>
              存图片
            </button>
          )}
          {acts}
        </>
      }
    >
      {!asTable && (
        <div className={beside ? 'ag-chart-two' : undefined}>
          <div className="ag-chart-box">{chart(drawn)}</div>
          {beside && <div className="ag-chart-map">{beside}</div>}
        </div>
      )}
      {(asTable || both) && <div className="ag-chart-table">{table}</div>}
      {sum && <p className="ag-chart-sum">{sum}</p>}
      <p className="ag-chart-foot">
        <Icon name="clock" size={12} />
        {foot}
      </p>
    </Sheet>
  )
}
