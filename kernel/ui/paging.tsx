import { Button } from 'antd'
import type { Search } from './address.ts'
import type { Trail } from './cursor-trail.ts'
import { count } from './format.ts'
import { Icon } from './icons.tsx'

/** How sure a count is: counted one by one, kept by the grids, or only a lower bound. */
export type TotalIs = 'exact' | 'kept' | 'at-least'

/** A count in words: 2,359 家, 至少 1,000 家. */
export function totalWords(total: number, is: TotalIs, unit: string): string {
  return `${is === 'at-least' ? '至少 ' : ''}${count(total)} ${unit}`
}

interface PagingProps {
  page: number
  perPage: number
  total: number | undefined
  totalIs: TotalIs | undefined
  hasNext: boolean
  onFirst(): void
  onPrevious(): void
  onNext(): void
}

/** Previous and next of a list paged by cursor; the last page is named only when the count is sure. */
export function Paging(props: PagingProps) {
  const last = props.total === undefined ? undefined : Math.max(1, Math.ceil(props.total / props.perPage))
  const sure = props.totalIs !== undefined && props.totalIs !== 'at-least'
  return (
    <nav className="ag-row ag-paging" aria-label="翻页">
      <span>每页 {props.perPage} 条</span>
      {props.page > 2 && (
        <Button size="small" onClick={props.onFirst}>
          第一页
        </Button>
      )}
      <Button
        size="small"
        aria-label="上一页"
        disabled={props.page <= 1}
        icon={<Icon name="left" size={14} />}
        onClick={props.onPrevious}
      />
      <span aria-live="polite">
        {props.page}
        {last !== undefined && sure ? ` / ${count(last)}` : ''}
      </span>
      <Button
        size="small"
        aria-label="下一页"
        disabled={!props.hasNext}
        icon={<Icon name="right" size={14} />}
        onClick={props.onNext}
      />
    </nav>
  )
}

interface ListFootProps {
  trail: Trail
  list: { total: number; nextCursor: string | null } | undefined
  onTurn(search: Search): void
}

/** The foot of a list that is counted exactly: fifty a page, turned by cursor. */
export function ListFoot({ trail, list, onTurn }: ListFootProps) {
  return (
    <div className="ag-foot">
      <span className="ag-grow" />
      <Paging
        page={trail.page}
        perPage={50}
        total={list?.total}
        totalIs="exact"
        hasNext={Boolean(list?.nextCursor)}
        onFirst={() => onTurn(trail.first())}
        onPrevious={() => onTurn(trail.previous())}
        onNext={() => list?.nextCursor && onTurn(trail.next(list.nextCursor))}
      />
    </div>
  )
}
