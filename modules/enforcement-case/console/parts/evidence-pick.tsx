import { Select } from 'antd'
import { useCase } from '#kernel/cases/console/api.ts'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { enforcementCase } from '../../model/states.ts'
import { toldOf } from '../api.ts'

/** Chooses a piece of evidence of the case, or a hold that waits, by what the field's name says. */
export function EvidencePick({ id, value, faulty, caseId, onChange }: WidgetProps) {
  const one = useCase(enforcementCase.path, caseId ?? '').data
  const story = one && toldOf(one)
  const isHold = id.endsWith('-hold')
  const options = isHold
    ? (story?.holds ?? [])
        .filter(({ settled }) => !settled)
        .map(({ no, what }) => ({ value: no, label: `第 ${no} 次：${what.slice(0, 40)}` }))
    : (story?.evidence ?? []).map(({ no, title, keeper }) => ({ value: no, label: `${no}. ${title}（在${keeper}处）` }))
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      placeholder={isHold ? '选一次登记保存' : '选一项证据'}
      notFoundContent={isHold ? '没有待处理的登记保存' : '还没有登记证据'}
      value={typeof value === 'number' ? value : undefined}
      options={options}
      onChange={onChange}
    />
  )
}
