import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { day } from '#kernel/ui/format.ts'
import { useRead } from '#kernel/ui/query.ts'
import { type CaseLine, type CaseList, useCase } from '../api.ts'
import type { CaseFace, WidgetProps } from '../face.ts'

/** A case as one tells it from others: since when, where, how it stands; of those offered also why they are. */
interface Choice extends Pick<CaseLine, 'id' | 'number' | 'title' | 'stateTitle' | 'gridName'> {
  foundOn: string
  why?: string
}

const toChoice = (line: CaseLine): Choice => ({ ...line, foundOn: line.openedAt })

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
  const others: Choice[] = (wanted ? (found.data?.items ?? []).map(toChoice) : likely).filter(
    (line) => line.id !== caseId,
  )
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
      options={items.map((line) => ({ value: line.id, label: `${line.number ?? ''}　${line.title}`, line }))}
      optionRender={({ data }) => <Line line={data.line} />}
      onChange={(picked: string) => {
        setChosen(items.find((line) => line.id === picked))
        onChange(picked)
      }}
    />
  )
}

function Line({ line }: { line: Choice }) {
  return (
    <div className="ag-case-choice">
      <span className="ag-case-choice-title">
        <span className="ag-code">{line.number}</span> {line.title}
      </span>
      <span className="ag-meta">
        {[day(line.foundOn), line.gridName, line.stateTitle, line.why].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}

/** Cases that may be the same matter, as the kind finds them; none where it does not look. */
function useLikely(face: CaseFace, caseId: string | null): Choice[] {
  const one = useCase(face.type.path, caseId ?? '').data
  const found = useRead<{ items: Choice[] }>((one && face.likely?.(one)) ?? null)
  return found.data?.items ?? []
}
