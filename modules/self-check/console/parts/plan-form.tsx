import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { count } from '#kernel/ui/format.ts'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { FormField } from '#kernel/ui/text-field.tsx'
import { industriesOf } from '#modules/check-item/model/industries.ts'
import { type Rhythm, rhythms } from '../../model/codes.ts'
import { type Template, useForgetChecks, useTemplates } from '../api.ts'

interface EnterpriseValues {
  values: {
    name: string
    regulatorClasses: string[] | null
    superviseCategory: string | null
    dangerClasses: string[] | null
  }
}

/** The rhythm a template is made for. */
const USUAL: Readonly<Record<string, Rhythm>> = { self_daily: 'daily', self_weekly: 'weekly', self_monthly: 'monthly' }

/** An enterprise arranges to check itself: by which template, how often. Its own line of business comes first. */
export function PlanForm({ objectId, onDone }: { objectId: string; onDone(): void }) {
  const forget = useForgetChecks()
  const own = useRead<EnterpriseValues>(`/enterprises/${objectId}`)
  const templates = useTemplates()
  const [code, setCode] = useState<string>()
  const [rhythm, setRhythm] = useState<Rhythm>()
  const error = own.error ?? templates.error
  if (error) return <ProblemPanel error={error} />
  if (!own.data || !templates.data) return <Waiting />
  const { values } = own.data
  const industries = industriesOf({
    name: values.name,
    regulatorClasses: values.regulatorClasses ?? [],
    superviseCategory: values.superviseCategory,
    dangerClasses: values.dangerClasses ?? [],
  })
  const fit = templates.data.items.filter(({ industry }) => industries.includes(industry))
  const template = templates.data.items.find((one) => one.code === code)
  const often = rhythm ?? USUAL[template?.level ?? ''] ?? 'monthly'
  return (
    <ActForm
      request={{ method: 'POST', path: '/self-check-plans', body: { template: code, rhythm: often } }}
      label="安排自查"
      busyLabel="正在安排…"
      done="自查已安排"
      isReady={code !== undefined}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <FormField id="plan-template" label="检查模板" hint="先列了适合本企业行业的" pointer="/template">
        <Select
          id="plan-template"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选模板"
          value={code}
          options={groupsOf(fit, templates.data.items)}
          onChange={setCode}
        />
      </FormField>
      {template && (
        <p className="ag-soft">
          {count(template.itemCodes.length)} 项以内，一次大约 {count(template.minutes)} 分钟；只列企业自己查的项。
        </p>
      )}
      <FormField id="plan-rhythm" label="多久一次" pointer="/rhythm">
        <Segmented
          id="plan-rhythm"
          options={Object.entries(rhythms).map(([value, label]) => ({ value, label }))}
          value={often}
          style={{ justifySelf: 'start' }}
          onChange={(value) => setRhythm(value as Rhythm)}
        />
      </FormField>
    </ActForm>
  )
}

/** Self-checks that fit first, then what else fits, then all others. */
function groupsOf(fit: readonly Template[], all: readonly Template[]) {
  const option = ({ code, name, itemCodes }: Template) => ({ value: code, label: `${name}（${itemCodes.length} 项）` })
  const isSelf = ({ level }: Template) => level.startsWith('self_')
  const groups = [
    { label: '适合本企业的自查', options: fit.filter(isSelf).map(option) },
    { label: '适合本企业的其他检查', options: fit.filter((one) => !isSelf(one)).map(option) },
    { label: '其他行业', options: all.filter((one) => !fit.includes(one)).map(option) },
  ]
  return groups.filter(({ options }) => options.length > 0)
}
