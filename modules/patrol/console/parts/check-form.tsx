import { Input, Radio, Select } from 'antd'
import { Evidence } from '#kernel/files/console/evidence.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import { eventItems, findEventCategory } from '#modules/event/model/catalogue.ts'
import { follows, results } from '../../model/codes.ts'
import type { VisitPlan } from '../api.ts'
import type { Answer, VisitDraft } from '../visit-draft.ts'

interface CheckFormProps {
  number: number
  check: VisitPlan['templates'][number]['items'][number]
  draft: VisitDraft
  place: { objectId: string } | { gridCode: string }
  /** Faults of this check by field. */
  faults: Readonly<Record<string, string>>
}

/** One check: what to look at, met or not, and what follows if not. */
export function CheckForm({ number, check, draft, place, faults }: CheckFormProps) {
  const answer = draft.answers[check.code] ?? {}
  return (
    <li id={`check-${check.code}`} tabIndex={-1}>
      <p>
        <b>{number}</b>　{check.question}
      </p>
      {check.how && (
        <details className="ag-meta">
          <summary>怎么看</summary>
          {check.how}
          <br />
          {check.basis}
        </details>
      )}
      {faults.result && <Fault words={faults.result} />}
      <Radio.Group
        className="ag-answers"
        aria-label={check.question}
        optionType="button"
        buttonStyle="solid"
        value={answer.result}
        options={Object.entries(results).map(([value, label]) => ({ value, label }))}
        onChange={({ target }) => draft.answer(check.code, { result: target.value })}
      />
      {answer.result === 'not_ok' && (
        <Unmet code={check.code} answer={answer} draft={draft} place={place} faults={faults} />
      )}
    </li>
  )
}

const Fault = ({ words }: { words: string }) => (
  <span className="ag-fault" role="alert">
    <Icon name="warn" size={14} /> {words}
  </span>
)

const items = eventItems.map(({ code, name, category }) => ({
  value: code,
  label: `${findEventCategory(category)?.name}　${name}`,
}))

interface UnmetProps extends Pick<CheckFormProps, 'draft' | 'place' | 'faults'> {
  code: string
  answer: Answer
}

/** What was seen, what is done about it, with photographs. */
function Unmet({ code, answer, draft, place, faults }: UnmetProps) {
  const change = (part: Answer) => draft.answer(code, part)
  const field = (key: string) => `ag-field ${faults[key] ? 'ag-field-fault' : ''}`
  return (
    <div className="ag-patrol-unmet">
      <div className={field('note')}>
        <label htmlFor={`note-${code}`}>看到了什么</label>
        {faults.note && <Fault words={faults.note} />}
        <Input.TextArea
          id={`note-${code}`}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={500}
          value={answer.note}
          onChange={({ target }) => change({ note: target.value })}
        />
      </div>
      <div className={field('follow')}>
        <span className="ag-field-label">怎么处理</span>
        {faults.follow && <Fault words={faults.follow} />}
        <Radio.Group
          className="ag-answers"
          aria-label="怎么处理"
          optionType="button"
          buttonStyle="solid"
          value={answer.follow}
          options={Object.entries(follows).map(([value, label]) => ({ value, label }))}
          onChange={({ target }) => change({ follow: target.value })}
        />
      </div>
      {answer.follow === 'event' && (
        <div className={field('eventItem')}>
          <label htmlFor={`event-${code}`}>事项</label>
          {faults.eventItem && <Fault words={faults.eventItem} />}
          <Select
            id={`event-${code}`}
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="如 通道堵塞"
            value={answer.eventItem}
            options={items}
            onChange={(eventItem: string) => change({ eventItem })}
          />
        </div>
      )}
      {answer.follow && answer.follow !== 'fixed' && (
        <div className={field('where')}>
          <label htmlFor={`where-${code}`}>具体位置</label>
          {faults.where && <Fault words={faults.where} />}
          <Input
            id={`where-${code}`}
            maxLength={100}
            placeholder="如 罐区东侧 3 号罐"
            value={answer.where}
            onChange={({ target }) => change({ where: target.value })}
          />
        </div>
      )}
      <Evidence
        id={`photos-${code}`}
        label={answer.follow === 'hazard' ? '照片' : '照片（选填）'}
        fault={faults.photos}
        large={matchMedia('(pointer: coarse)').matches}
        place={place}
        files={draft.filesOf(code)}
        onChange={draft.setFilesOf(code)}
      />
    </div>
  )
}
