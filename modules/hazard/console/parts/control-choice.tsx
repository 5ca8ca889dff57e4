import { Select } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { useRead } from '#kernel/ui/query.ts'

/** A measure of an enterprise with the risk point it controls. */
interface Measure {
  id: string
  text: string
  riskPointId: string
  riskPointName: string
  unit: string
}

/** The enterprise a hazard is about: one's own, that of the case, or the one chosen on the page. */
function useObject(caseId: string | null | undefined): string | null {
  const me = useMe()
  const { search } = useAddress()
  const known = useRead<{ objectId: string | null }>(caseId ? `/hazards/${caseId}` : null)
  return me.data?.objectId ?? (caseId ? known.data?.objectId : search.objectId) ?? null
}

/** Chooses the measure that failed among those of the enterprise, under their risk points. */
export function ControlChoice({ id, value, faulty, caseId, onChange }: WidgetProps) {
  const objectId = useObject(caseId)
  const measures = useRead<{ items: Measure[] }>(objectId && `/risk-controls?objectId=${objectId}`)
  const known = measures.data?.items
  if (!objectId) return <p className="ag-soft">先选企业，再选它的措施。</p>
  if (measures.error) return <p className="ag-soft">措施暂时读不到，可以先不选。</p>
  if (known?.length === 0) return <p className="ag-soft">这家企业还没有登记风险点，不用选。</p>
  const points = [...new Map((known ?? []).map((measure) => [measure.riskPointId, measure])).values()]
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      status={faulty ? 'error' : undefined}
      allowClear
      loading={!known}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="风险点的措施，如 报警器"
      value={(value as string | null | undefined) || undefined}
      options={points.map(({ riskPointId, riskPointName, unit }) => ({
        label: `${riskPointName}　${unit}`,
        options: (known ?? [])
          .filter((measure) => measure.riskPointId === riskPointId)
          .map(({ id: controlId, text }) => ({ value: controlId, label: text })),
      }))}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}
