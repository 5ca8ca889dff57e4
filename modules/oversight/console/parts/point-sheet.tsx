import { Button, Input, Radio } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { Waiting } from '#kernel/ui/parts.tsx'
import type { PointResult } from '../../model/check-sheet.ts'
import { type CheckPoint, OTHER_POINT, pointResults, pointsOf } from '../../model/codes.ts'
import { useFacts } from '../facts.ts'

const RESULTS = Object.entries(pointResults).map(([value, label]) => ({ value, label }))

/** The list of an inspection point by point; what is not in order is written beside it, and so is what the list does not have. */
export function PointSheet({ id, value, caseId, onChange }: WidgetProps) {
  const facts = useFacts(caseId)
  if (!facts) return <Waiting lines={5} />
  const given = Array.isArray(value) ? (value as PointResult[]) : []
  const listed = new Map(given.filter(({ code }) => code !== OTHER_POINT).map((one) => [one.code, one]))
  const others = given.filter(({ code }) => code === OTHER_POINT)
  const asked = pointsOf(facts.template)
  const left = asked.filter(({ code }) => !listed.has(code))
  const write = (points: ReadonlyMap<string, PointResult>, beside: readonly PointResult[]) =>
    onChange([...asked.flatMap(({ code }) => points.get(code) ?? []), ...beside])
  const set = (one: PointResult) => write(new Map(listed).set(one.code, one), others)
  const rest = left.map(({ code }): [string, PointResult] => [code, { code, result: 'ok', text: '' }])
  return (
    <div id={id} tabIndex={-1} className="ag-oversight-sheet">
      {asked.map((point) => (
        <Point key={point.code} point={point} given={listed.get(point.code)} onSet={set} />
      ))}
      {left.length > 0 && (
        <Button size="small" onClick={() => write(new Map([...listed, ...rest]), others)}>
          {listed.size === 0 ? '全部符合' : `其余 ${left.length} 项都符合`}
        </Button>
      )}
      {others.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a finding beside the list has nothing but its place
        <div key={at} className="ag-oversight-point">
          <span className="ag-oversight-name">检查表以外的问题 {at + 1}</span>
          <Input.TextArea
            aria-label={`检查表以外的问题 ${at + 1}`}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={500}
            value={one.text}
            onChange={({ target }) =>
              write(
                listed,
                others.map((other, place) => (place === at ? { ...other, text: target.value } : other)),
              )
            }
          />
          <button
            type="button"
            className="ag-link"
            onClick={() =>
              write(
                listed,
                others.filter((_, place) => place !== at),
              )
            }
          >
            去掉这条
          </button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() => write(listed, [...others, { code: OTHER_POINT, result: 'not_ok', text: '' }])}
      >
        加一条检查表以外的问题
      </Button>
    </div>
  )
}

interface PointProps {
  point: CheckPoint
  given: PointResult | undefined
  onSet(one: PointResult): void
}

function Point({ point, given, onSet }: PointProps) {
  const { code, name, what, basis } = point
  const text = given?.text ?? ''
  return (
    <div className="ag-oversight-point">
      <span>
        <span className="ag-oversight-name">{name}</span>
        <small>{what}</small>
        <small className="ag-pale">{basis ? `依据 ${basis}` : '依据未经核实'}</small>
      </span>
      <Radio.Group
        aria-label={name}
        optionType="button"
        size="small"
        options={RESULTS}
        value={given?.result}
        onChange={({ target }) => onSet({ code, result: target.value, text })}
      />
      {given && given.result !== 'ok' && (
        <Input.TextArea
          aria-label={`${name}：${given.result === 'not_ok' ? '发现的问题' : '说明'}`}
          placeholder={given.result === 'not_ok' ? '发现了什么，写清楚' : '为什么不适用，选填'}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={500}
          value={text}
          onChange={({ target }) => onSet({ ...given, text: target.value })}
        />
      )}
    </div>
  )
}
