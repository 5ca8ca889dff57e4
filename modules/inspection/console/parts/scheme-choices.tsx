import { Input, Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { useRead } from '#kernel/ui/query.ts'
import { monthWords } from '../../model/words.ts'
import { useInspectionTemplates } from '../on-site-api.ts'

/** Chooses the list of checks of a scheme; without one it is chosen on site. */
export function TemplateChoice({ id, value, onChange }: WidgetProps) {
  const read = useInspectionTemplates()
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      placeholder="到现场再选也可以"
      value={(value as string | undefined) ?? null}
      options={(read.data?.items ?? []).map(({ code, name, items }) => ({
        value: code,
        label: `${name}（${items} 项）`,
      }))}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}

/** The name of a list of checks; one that is no longer in use has only its code. */
export function TemplateName({ code }: { code: string }) {
  const read = useInspectionTemplates()
  if (!read.data && !read.error) return <>…</>
  return <>{read.data?.items.find((one) => one.code === code)?.name ?? `编号 ${code}，现在不用`}</>
}

/** The plan an inspection follows from, as its list led here. */
export function PlanShown({ id, value }: WidgetProps) {
  const plan = useRead<{ title: string }>(value ? `/inspection-plans/${String(value)}` : null)
  return <Input id={id} readOnly value={value ? (plan.data?.title ?? '…') : '从检查计划的名单里点「拟定检查」'} />
}

/** The month of the plan. */
export const MonthShown = ({ id, value }: WidgetProps) => (
  <Input id={id} readOnly value={value ? monthWords(String(value)) : '—'} />
)
