import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { type Answer, answers } from '../../model/codes.ts'
import { type CheckFile, type CheckItem, useNoteAnswer } from '../api.ts'
import { HazardForm } from './hazard-form.tsx'

interface ItemCardProps {
  check: CheckFile
  item: CheckItem
  number: number
  isOpen: boolean
}

/** One item: the question as a worker asks it, three answers, and for what is not in order the hazard right below. */
export function ItemCard({ check, item, number, isOpen }: ItemCardProps) {
  const act = useAct()
  const note = useNoteAnswer(check.id)
  // Shown at once; if it could not be kept, the line below says so and the button is still there.
  const [pressed, setPressed] = useState<Answer | null>(null)
  const shown = act.busy || act.problem ? (pressed ?? item.answer) : item.answer
  const give = async (answer: Answer) => {
    setPressed(answer)
    const kept = await act.run(() =>
      send('PUT', `/self-checks/${check.id}/items/${item.code}`, { body: { answer, note: '' } }),
    )
    if (kept) note(item.code, { answer })
  }
  return (
    <li className="ag-item" id={`item-${item.code}`} data-answer={shown ?? undefined} tabIndex={-1}>
      <p className="ag-item-question">
        <span className="ag-pale">{number}</span> {item.plain}
        {item.criterion && <span className="ag-kind ag-kind-strong">重大隐患判定项</span>}
      </p>
      <details className="ag-item-more">
        <summary>怎么查、依据</summary>
        <dl className="ag-facts">
          <div>
            <dt>要求</dt>
            <dd>{item.question}</dd>
          </div>
          <div>
            <dt>怎么查</dt>
            <dd>{item.how}</dd>
          </div>
          <div>
            <dt>依据</dt>
            <dd>
              {item.basis}
              {!item.verified && <span className="ag-pale">（条款未经核实）</span>}
            </dd>
          </div>
        </dl>
      </details>
      {isOpen && !item.hazardId ? (
        <fieldset className="ag-item-answers" aria-label={item.plain}>
          {(Object.keys(answers) as Answer[]).map((answer) => (
            <Button
              key={answer}
              size="large"
              aria-pressed={shown === answer}
              type={shown === answer ? 'primary' : 'default'}
              danger={answer === 'bad' && shown === 'bad'}
              disabled={act.busy}
              onClick={() => void give(answer)}
            >
              {answers[answer]}
            </Button>
          ))}
        </fieldset>
      ) : (
        <Given item={item} />
      )}
      {act.problem && (
        <p className="ag-warn" role="alert">
          <Icon name="warn" size={14} /> 没有存上：{act.problem.detail || act.problem.title}
        </p>
      )}
      {isOpen && item.answer === 'bad' && !item.hazardId && <HazardForm check={check} item={item} />}
    </li>
  )
}

function Given({ item }: { item: CheckItem }) {
  return (
    <p className="ag-item-given">
      {item.answer ? <b data-answer={item.answer}>{answers[item.answer]}</b> : <span className="ag-pale">没有查</span>}
      {item.hazardId && (
        <To to={`/hazards/${item.hazardId}`}>
          <Icon name="tick" size={14} /> 已上报隐患 {item.hazardNumber}
        </To>
      )}
      {item.note && <span className="ag-soft">{item.note}</span>}
    </p>
  )
}
