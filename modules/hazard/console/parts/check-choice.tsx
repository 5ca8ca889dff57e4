import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { industriesOf } from '#modules/check-item/model/industries.ts'

interface Check {
  code: string
  question: string
  industryName: string
}

/** Chooses the check that found a hazard by its words or code; the chosen one keeps its words after a reload. */
export function CheckChoice({ id, value, faulty, caseId, onChange }: WidgetProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const first = useTrade(caseId ?? null)
  const code = (value as string | null | undefined) || undefined
  const found = useRead<{ items: Check[] }>(wanted && `/check-items${queryString({ q: wanted, first, limit: 30 })}`, {
    keep: true,
  })
  const chosen = useRead<Check>(code !== undefined && `/check-items/${encodeURIComponent(code)}`)
  const others = (wanted ? (found.data?.items ?? []) : []).filter((item) => item.code !== code)
  const items = chosen.data ? [chosen.data, ...others] : others
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="输入检查项里的词，如 报警器"
      notFoundContent={wanted ? (found.isPending ? '正在找…' : '检查项库里没有这样的项') : '输入检查项里的词或编码'}
      value={code}
      options={items.map((item) => ({
        value: item.code,
        label: `${item.question}　${item.industryName} ${item.code}`,
        title: item.question,
      }))}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}

interface Trade {
  values: {
    name: string
    regulatorClasses: string[] | null
    superviseCategory: string | null
    dangerClasses: string[] | null
  }
}

/** Industries of checks that fit the enterprise a case is about; nothing while it is not known. */
function useTrade(caseId: string | null): string | undefined {
  const about = useRead<{ objectId: string | null }>(caseId && `/hazards/${caseId}`)
  const objectId = about.data?.objectId
  const file = useRead<Trade>(objectId ? `/enterprises/${objectId}` : null)
  if (!file.data) return undefined
  const { regulatorClasses, dangerClasses, ...values } = file.data.values
  const lists = { regulatorClasses: regulatorClasses ?? [], dangerClasses: dangerClasses ?? [] }
  return industriesOf({ ...values, ...lists }).join()
}
