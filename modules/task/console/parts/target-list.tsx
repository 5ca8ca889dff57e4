import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { useTargets } from '../api.ts'

/** Chooses objects of a task that nobody has reported yet. */
export function TargetList({ id, value, faulty, caseId, onChange }: WidgetProps) {
  const read = useTargets(caseId ?? null, 'open')
  return (
    <Select
      id={id}
      mode="multiple"
      allowClear
      status={faulty ? 'error' : undefined}
      style={{ width: '100%' }}
      loading={read.isPending}
      maxTagCount={3}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="选还没有登记的企业"
      notFoundContent="没有还没登记的对象"
      value={Array.isArray(value) ? (value as string[]) : []}
      options={(read.data?.items ?? []).map(({ objectId, name, gridName }) => ({
        value: objectId,
        label: `${name}　${gridName}`,
      }))}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  )
}
