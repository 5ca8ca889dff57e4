import { Fragment } from 'react'
import { count } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { exactly } from '../../model/indicator.ts'
import { type Ask, type Indicator, type Parts, searchOf } from '../api.ts'

interface SumLineProps {
  indicator: Indicator
  parts: Parts
  ask: Ask
}

/** What the parts add up to; where they overlap, by how much, and the rows that stand in several. */
export function SumLine({ indicator, parts: { value, sum, shared, sharedBy }, ask }: SumLineProps) {
  if (sum === null) return null
  const { unit } = indicator
  const over = sum - (value ?? 0)
  if (over === 0) return <>各部分合计 {count(sum)}，与总数相符</>
  return (
    <>
      <b>
        各部分合计 {count(sum)}，比总数{over > 0 ? '多' : '少'} {count(Math.abs(over))} {unit}
      </b>
      {shared.length > 0 && '：'}
      {shared.map(({ keys, titles, value: rows }, at) => (
        <Fragment key={keys.join()}>
          {at > 0 && '、'}
          <To
            to={`/indicators/${indicator.code}`}
            search={searchOf({ ...ask, keys: [[sharedBy ?? '', exactly(keys)]] }, { at: 'rows' })}
          >
            看这 {count(rows)} {unit}
          </To>
          （{titles.join('且')}）
        </Fragment>
      ))}
    </>
  )
}
