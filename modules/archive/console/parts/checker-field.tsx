import { Select } from 'antd'
import { ProblemPanel } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { useCheckers } from '../api.ts'

interface CheckerFieldProps {
  volumeId: string
  value: string | undefined
  onChange(seatId: string): void
}

/** Chooses who looked the volume over: anybody of the offices over its place but oneself. */
export function CheckerField({ volumeId, value, onChange }: CheckerFieldProps) {
  const people = useCheckers(volumeId)
  return (
    <FormField
      id="bind-checker"
      label="检查人"
      hint="立卷人以外的一个人；归档后通知本人，备考表上注明由立卷人登记"
      pointer="/checker"
    >
      {people.error ? (
        <ProblemPanel error={people.error} retry={() => void people.refetch()} />
      ) : (
        <Select
          id="bind-checker"
          style={{ width: '100%' }}
          loading={!people.data}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="姓名、岗位或单位"
          notFoundContent={people.data ? '没有这样的人' : '正在读取名单'}
          value={value}
          options={people.data?.items.map(({ id, personName, bodyName, title }) => ({
            value: id,
            label: `${personName}　${bodyName} ${title}`,
          }))}
          onChange={onChange}
        />
      )}
    </FormField>
  )
}
