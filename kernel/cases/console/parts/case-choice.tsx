import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { CaseLine, CaseList } from '../api.ts'
import type { CaseFace, WidgetProps } from '../face.ts'

/** Chooses another case of the same kind by its number or title. */
export function CaseChoice({
  id,
  value,
  faulty,
  onChange,
  face,
  caseId,
}: WidgetProps & { face: CaseFace; caseId: string | null }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<CaseLine>()
  const wanted = useDeferredValue(text.trim())
  const found = useRead<CaseList>(wanted ? `/${face.type.path}${queryString({ q: wanted, limit: 20 })}` : null, {
    keep: true,
  })
  const others = (found.data?.items ?? []).filter((line) => line.id !== caseId)
  const items = chosen && !others.some((line) => line.id === chosen.id) ? [chosen, ...others] : others
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="编号或描述"
      notFoundContent={wanted ? `没有这样的${face.type.title}` : '输入编号的后几位，或描述里的词'}
      value={(value as string | undefined) || undefined}
      options={items.map((line) => ({ value: line.id, label: `${line.number ?? ''}　${line.title}` }))}
      onChange={(picked: string) => {
        setChosen(items.find((line) => line.id === picked))
        onChange(picked)
      }}
    />
  )
}
