import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { DayField, FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { useRefreshFile } from '../file-api.ts'
import type { Grading, Installation } from '../ledger-api.ts'
import { unitTypes } from './unit-types.ts'

interface InstallationFormProps {
  enterpriseId: string
  /** The installation to change; null registers one. */
  row: Installation | null
  onDone(): void
}

interface Line {
  key: string
  chemical: string
  tonnes: string
}

const line = (chemical = '', tonnes = ''): Line => ({ key: crypto.randomUUID(), chemical, tonnes })

/** A major hazard installation: its chemicals are graded on trial before anything is registered. */
export function InstallationForm({ enterpriseId, row, onDone }: InstallationFormProps) {
  const refresh = useRefreshFile(enterpriseId)
  const act = useAct()
  const [name, setName] = useState(row?.name ?? '')
  const [unitType, setUnitType] = useState(row?.unitType ?? 'tank_farm')
  const [people, setPeople] = useState(String(row?.exposedPeople ?? ''))
  const [filing, setFiling] = useState(row?.filingNumber ?? '')
  const [assessedOn, setAssessedOn] = useState(row?.assessedOn ?? '')
  const [lines, setLines] = useState<Line[]>(
    row ? row.stocks.map((stock) => line(stock.chemical, String(stock.tonnes))) : [line()],
  )
  const [grading, setGrading] = useState<Grading | null>(row?.grading ?? null)
  const filled = lines.filter(({ chemical, tonnes }) => chemical.trim() && tonnes.trim())
  const request = () => ({
    exposedPeople: Number(people || 0),
    stocks: filled.map(({ chemical, tonnes }) => ({
      // What was said about a known chemical, such as its category, stays with it.
      ...row?.stocks.find((stock) => stock.chemical === chemical.trim()),
      chemical: chemical.trim(),
      tonnes: Number(tonnes),
    })),
  })
  const change = (key: string, patch: Partial<Line>) => {
    setLines(lines.map((one) => (one.key === key ? { ...one, ...patch } : one)))
    setGrading(null)
  }
  const grade = () =>
    act.run(async () => setGrading(await send<Grading>('POST', '/major-hazards/grade', { body: request() })))
  const save = async () => {
    const body = {
      name: name.trim(),
      unitType,
      ...request(),
      filingNumber: filing.trim() || null,
      assessedOn: assessedOn.trim() || null,
    }
    const done = await act.run(
      async () => {
        if (row) await send('PUT', `/major-hazards/${row.id}`, { body, version: row.version })
        else await send('POST', `/enterprises/${enterpriseId}/major-hazards`, { body })
        await refresh()
      },
      row ? '已修改并重新分级' : '登记并分级了',
    )
    if (done) onDone()
  }
  const withdraw = async () => {
    const done = await act.run(async () => {
      await send('POST', `/major-hazards/${row?.id}/withdraw`, { version: row?.version ?? 0 })
      await refresh()
    }, '核销了')
    if (done) onDone()
  }
  return (
    <div className="ag-stack">
      <Refusal problem={act.problem} />
      <TextField
        id="unit-name"
        label="名称"
        pointer="/name"
        problem={act.problem}
        max={100}
        value={name}
        onChange={setName}
      />
      <FormField id="unit-type" label="单元" pointer="/unitType" problem={act.problem}>
        <Select
          id="unit-type"
          value={unitType}
          options={Object.entries(unitTypes).map(([value, label]) => ({ value, label }))}
          onChange={setUnitType}
        />
      </FormField>
      <TextField
        id="unit-people"
        label="厂外可能暴露人员"
        hint="边界外 500 米内的常住人数，决定 α"
        pointer="/exposedPeople"
        problem={act.problem}
        value={people}
        onChange={(text) => {
          setPeople(text)
          setGrading(null)
        }}
      />
      <fieldset className="ag-lines">
        <legend>物质和设计最大量</legend>
        {lines.map((one, at) => (
          <div key={one.key} className="ag-row">
            <Input
              aria-label={`第 ${at + 1} 种物质`}
              placeholder="物质，如 氨"
              value={one.chemical}
              onChange={(event) => change(one.key, { chemical: event.target.value })}
            />
            <Input
              aria-label={`第 ${at + 1} 种物质的设计最大量`}
              style={{ width: 130 }}
              suffix="t"
              inputMode="decimal"
              value={one.tonnes}
              onChange={(event) => change(one.key, { tonnes: event.target.value })}
            />
            <button
              type="button"
              className="ag-link"
              aria-label={`去掉第 ${at + 1} 种物质`}
              disabled={lines.length === 1}
              onClick={() => setLines(lines.filter(({ key }) => key !== one.key))}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
        ))}
        <button
          type="button"
          className="ag-link"
          style={{ justifySelf: 'start' }}
          onClick={() => setLines([...lines, line()])}
        >
          加一种物质
        </button>
      </fieldset>
      <TextField
        id="unit-filing"
        label="备案号"
        hint="选填"
        pointer="/filingNumber"
        problem={act.problem}
        max={50}
        value={filing}
        onChange={setFiling}
      />
      <DayField
        id="unit-assessed"
        label="评估日期"
        hint="选填"
        pointer="/assessedOn"
        problem={act.problem}
        value={assessedOn}
        onChange={setAssessedOn}
      />
      {grading && (
        <div className="ag-notice ag-notice-ok" role="status">
          <strong>
            {grading.isMajorHazard
              ? `R = ${grading.r}，${'一二三四'[(grading.level ?? 1) - 1]}级重大危险源`
              : `S = ${grading.s}，不构成重大危险源`}
          </strong>
          {[...grading.steps, ...grading.assumptions].map((step) => (
            <span key={step}>{step}</span>
          ))}
        </div>
      )}
      <div className="ag-row ag-wrap">
        <Button disabled={act.busy || filled.length === 0} onClick={() => void grade()}>
          试算分级
        </Button>
        <Button type="primary" disabled={act.busy || !name.trim() || filled.length === 0} onClick={() => void save()}>
          {row ? '保存并重新分级' : '登记并分级'}
        </Button>
        {row && (
          <Button danger disabled={act.busy} onClick={() => void withdraw()}>
            核销
          </Button>
        )}
      </div>
    </div>
  )
}
