import { Input, Radio } from 'antd'
import { type ItemResult, itemResults } from '../../model/codes.ts'
import type { ItemInputValue } from '../../model/inspection.ts'
import type { SiteItem } from '../on-site-api.ts'

interface ItemRowProps {
  number: number
  check: SiteItem
  given: ItemInputValue | undefined
  onAnswer(item: ItemInputValue): void
}

const RESULTS = Object.entries(itemResults).map(([value, label]) => ({ value, label }))

/** One item: what to look at, and met, not met or not looked at with the reason. */
export function ItemRow({ number, check, given, onAnswer }: ItemRowProps) {
  const { code, question, how, basis } = check
  return (
    <li className="ag-site-item">
      <span>
        <b>{number}</b>　{question}
      </span>
      <details className="ag-meta">
        <summary>怎么看、依据</summary>
        {how}
        <br />
        {basis}
      </details>
      <Radio.Group
        className="ag-answers"
        aria-label={question}
        optionType="button"
        buttonStyle="solid"
        options={RESULTS}
        value={given?.result}
        onChange={({ target }) =>
          onAnswer({ code, question, result: target.value as ItemResult, reason: given?.reason ?? '' })
        }
      />
      {given?.result === 'not_checked' && (
        <Input
          aria-label={`第 ${number} 项没有查的原因`}
          placeholder="为什么没有查，如 该装置停用"
          maxLength={200}
          value={given.reason}
          onChange={({ target }) => onAnswer({ ...given, reason: target.value })}
        />
      )}
    </li>
  )
}
