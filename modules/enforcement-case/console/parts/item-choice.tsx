import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { penaltyItems } from '#standards/penalty/items.ts'

const options = penaltyItems.map(({ id, conduct, basis }) => ({ value: id, label: `${conduct}（${basis}）` }))

/** Chooses a conduct the law punishes, by its words or its article. @param label where no label stands for it on the page */
export function ItemChoice({ id, value, faulty, onChange, label }: WidgetProps & { label?: string }) {
  return (
    <Select
      id={id}
      aria-label={label}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="输入违法行为里的词，或条款"
      popupMatchSelectWidth={false}
      styles={{ popup: { root: { maxWidth: 'min(680px, 94vw)' } } }}
      value={(value as string | undefined) || undefined}
      options={options}
      onChange={onChange}
    />
  )
}
