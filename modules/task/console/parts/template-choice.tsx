import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { ProblemPanel } from '#kernel/ui/parts.tsx'
import { useTemplates } from '../api.ts'

/** Chooses a check template of the library by its name; those of one trade stand together. */
export function TemplateChoice({ id, value, faulty, onChange }: WidgetProps) {
  const read = useTemplates()
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  const trades = Map.groupBy(read.data?.items ?? [], ({ industryName }) => industryName)
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={read.isPending}
      placeholder="不指定检查模板"
      notFoundContent="检查库里没有这样的模板"
      value={(value as string | null | undefined) || undefined}
      options={[...trades].map(([trade, templates]) => ({
        label: trade,
        options: templates.map(({ code, name, itemCodes }) => ({
          value: code,
          label: `${name}（${itemCodes.length} 项）`,
        })),
      }))}
      onChange={(chosen: string | undefined) => onChange(chosen)}
    />
  )
}
