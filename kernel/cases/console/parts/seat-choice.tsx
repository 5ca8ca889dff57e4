import { Select } from 'antd'
import { ProblemPanel } from '#kernel/ui/parts.tsx'
import { useSeats } from '../api.ts'
import type { WidgetProps } from '../face.ts'

/** Chooses a seat that may have to do with a case, by person, post or body. */
export function SeatChoice({
  id,
  value,
  faulty,
  onChange,
  path,
  caseId,
}: WidgetProps & { path: string; caseId: string | null }) {
  const seats = useSeats(path, caseId)
  if (seats.error) return <ProblemPanel error={seats.error} retry={() => void seats.refetch()} />
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      loading={!seats.data}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="姓名、岗位或单位"
      notFoundContent={seats.data ? '没有这样的岗位' : '正在读取岗位'}
      value={(value as string | undefined) || undefined}
      options={seats.data?.items.map((seat) => ({
        value: seat.id,
        label: `${seat.personName}　${seat.bodyName} ${seat.title}`,
      }))}
      onChange={onChange}
    />
  )
}
