import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { type CaseLine, type CaseList, useCase } from '../api.ts'
import type { CaseFace, WidgetProps } from '../face.ts'

type Choice = Pick<CaseLine, 'id' | 'number' | 'title'>

/** Chooses another case of the same kind by its number or title; those that may be the same matter are offered first. */
export function CaseChoice({
  id,
  value,
  faulty,
  onChange,
  face,
  caseId,
}: WidgetProps & { face: CaseFace; caseId: string | null }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Choice>()
  const wanted = useDeferredValue(text.trim())
  const found = useRead<CaseList>(wanted ? `/${face.type.path}${queryString({ q: wanted, limit: 20 })}` : null, {
    keep: true,
  })
  const likely = useLikely(face, caseId)
  const others: Choice[] = (wanted ? (found.data?.items ?? []) : likely).filter((line) => line.id !== caseId)
  const items = chosen && !others.some((line) => line.id === chosen.id) ? [chosen, ...others] : others
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="编号或描述"
      notFoundContent={wanted ? `没有这样的${face.type.title}` : '没有看上去像同一件的；输入编号的后几位，或描述里的词'}
      value={(value as string | undefined) || undefined}
      options={items.map((line) => ({ value: line.id, label: `${line.number ?? ''}　${line.title}` }))}
      onChange={(picked: string) => {
        setChosen(items.find((line) => line.id === picked))
        onChange(picked)
      }}
    />
  )
}

/** Cases that may be the same matter, as the kind finds them; none where it does not look. */
function useLikely(face: CaseFace, caseId: string | null): Choice[] {
  const one = useCase(face.type.path, caseId ?? '').data
  const found = useRead<{ items: Choice[] }>((one && face.likely?.(one)) ?? null)
  return found.data?.items ?? []
}
