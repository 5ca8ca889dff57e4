import { Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { moment } from '#kernel/ui/format.ts'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { categories, type Retention, retentions } from '../../model/codes.ts'
import { archiveNumber } from '../../model/number.ts'
import { setsRetention } from '../../model/retention.ts'
import { type Office, type Rule, useForgetArchive, useOffices, useRules } from '../api.ts'
import { LongField } from '../parts/long-field.tsx'
import '../archive.css'

/** How one's office numbers its archives, and how long each class of files is kept. */
export function ArchiveSettingsPage() {
  const me = useMe()
  const may = useMay()
  const offices = useOffices()
  const rules = useRules()
  useTitle('档案设置')
  const error = offices.error ?? rules.error
  if (error && !(offices.data && rules.data))
    return <ProblemPanel whole error={error} retry={() => void Promise.all([offices.refetch(), rules.refetch()])} />
  if (!offices.data || !rules.data || !me.data) return <Waiting lines={10} />
  const edits = may('archive.maintain')
  const own = offices.data.items.find(({ gridCode }) => gridCode === me.data?.gridCode)
  const counts = offices.data.items.find(({ mine }) => mine)
  return (
    <div className="ag-page">
      <PageHead trail={<To to="/archive-volumes">案卷</To>} meta="改动只影响以后归档的案卷；已经归档的不变。">
        档案设置
      </PageHead>
      <div className="ag-stack">
        <Sheet title="档号" meta={counts ? sampleOf(counts) : '还没有填写，不能归档'}>
          <div className="ag-pad ag-stack">
            {edits ? (
              <OfficeForm key={own?.version ?? 0} own={own ?? null} gridCode={me.data.gridCode} />
            ) : (
              counts && <OfficeFacts office={counts} />
            )}
            {!own && counts && <span className="ag-meta">本级没有填，归档用{counts.gridName}的设置。</span>}
          </div>
        </Sheet>
        <RulesSheet rules={rules.data.items} edits={edits && setsRetention(me.data.gridCode)} />
      </div>
    </div>
  )
}

const sampleOf = ({ fonds, category, unit }: Pick<Office, 'fonds' | 'category' | 'unit'>): string =>
  `样子：${archiveNumber({ fonds, category, unit, year: new Date().getFullYear(), retention: 'thirty', item: 1 })}`

const OfficeFacts = ({ office }: { office: Office }) => (
  <dl className="ag-archive-facts">
    <dt>全宗号</dt>
    <dd>{office.fonds}</dd>
    <dt>档案门类</dt>
    <dd>
      {office.category} {categories[office.category]}
    </dd>
    <dt>机构（问题）代码</dt>
    <dd>{office.unit}</dd>
  </dl>
)

function OfficeForm({ own, gridCode }: { own: Office | null; gridCode: string }) {
  const forget = useForgetArchive()
  const [draft, setDraft] = useState({
    fonds: own?.fonds ?? '',
    category: own?.category ?? ('WS' as Office['category']),
    unit: own?.unit ?? '',
  })
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }))
  return (
    <ActForm
      request={{ method: 'PUT', path: '/archive-offices', body: { ...draft, gridCode, version: own?.version ?? 0 } }}
      label="保存档号设置"
      done="档号设置已保存"
      isReady={draft.fonds.trim() !== '' && draft.unit.trim() !== ''}
      onDone={forget}
      onMovedOn={forget}
    >
      <div className="ag-archive-triple">
        <TextField
          id="office-fonds"
          label="全宗号"
          hint="档案馆给的，如 X043"
          pointer="/fonds"
          max={8}
          value={draft.fonds}
          onChange={(fonds) => set({ fonds })}
        />
        <FormField id="office-category" label="档案门类" hint="部分门类代码未经核实" pointer="/category">
          <Select
            id="office-category"
            value={draft.category}
            options={Object.entries(categories).map(([value, label]) => ({ value, label: `${value} ${label}` }))}
            onChange={(category) => set({ category })}
          />
        </FormField>
        <TextField
          id="office-unit"
          label="机构（问题）代码"
          hint="如 BGS"
          pointer="/unit"
          max={8}
          value={draft.unit}
          onChange={(unit) => set({ unit })}
        />
      </div>
    </ActForm>
  )
}

function RulesSheet({ rules, edits }: { rules: readonly Rule[]; edits: boolean }) {
  const [open, setOpen] = useState<string | null>(null)
  const one = rules.find(({ key }) => key === open)
  return (
    <Sheet title="保管期限表" meta={rules[0]?.source}>
      {!edits && <p className="ag-pad ag-meta">全市用一份，由市级修改。</p>}
      <table className="ag-archive-contents ag-archive-rules">
        <thead>
          <tr>
            <th>案卷</th>
            <th>期限</th>
            <th>改动</th>
            {edits && <th>办理</th>}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.key}>
              <td>{rule.title}</td>
              <td>{retentions[rule.retention]}</td>
              <td>
                {rule.history.length === 0 ? (
                  <span className="ag-meta">没有改过</span>
                ) : (
                  rule.history.map(({ setAt, setBy, retention, reason, approvedBy }) => (
                    <small key={setAt} className="ag-archive-under">
                      {moment(setAt)} {setBy}改为{retentions[retention]}：{reason}（{approvedBy}）
                    </small>
                  ))
                )}
              </td>
              {edits && (
                <td>
                  <Button size="small" onClick={() => setOpen(rule.key)}>
                    修改
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Drawer open={one !== undefined} onClose={() => setOpen(null)} size={440} destroyOnHidden title={one?.title}>
        {one && <RuleForm key={one.key} rule={one} onDone={() => setOpen(null)} />}
      </Drawer>
    </Sheet>
  )
}

function RuleForm({ rule, onDone }: { rule: Rule; onDone(): void }) {
  const forget = useForgetArchive()
  const [retention, setRetention] = useState<Retention>(rule.retention)
  const [reason, setReason] = useState('')
  const [approvedBy, setApprovedBy] = useState('')
  return (
    <ActForm
      request={{ method: 'PUT', path: `/archive-retentions/${rule.key}`, body: { retention, reason, approvedBy } }}
      label="修改期限"
      done="保管期限已修改"
      isReady={retention !== rule.retention && reason.trim() !== '' && approvedBy.trim() !== ''}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <FormField id="rule-retention" label="保管期限" hint={`原定${retentions[rule.declared]}`} pointer="/retention">
        <Select
          id="rule-retention"
          value={retention}
          options={Object.entries(retentions).map(([value, label]) => ({ value: value as Retention, label }))}
          onChange={setRetention}
        />
      </FormField>
      <LongField id="rule-reason" label="理由" pointer="/reason" max={500} value={reason} onChange={setReason} />
      <FormField id="rule-approved" label="批准的档案主管部门和文号" pointer="/approvedBy">
        <Input
          id="rule-approved"
          maxLength={200}
          value={approvedBy}
          onChange={({ target }) => setApprovedBy(target.value)}
        />
      </FormField>
    </ActForm>
  )
}
