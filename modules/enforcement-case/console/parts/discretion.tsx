import { Checkbox, Input, Select } from 'antd'
import { useCase } from '#kernel/cases/console/api.ts'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { today } from '#kernel/ui/format.ts'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { dailyFine } from '#standards/penalty/daily.ts'
import { type Adjuster, rangeOf, type Tier, tierNames, tiersOf } from '#standards/penalty/discretion.ts'
import { type PenaltyStage, penaltyItems } from '#standards/penalty/items.ts'
import { otherPenalties } from '../../model/codes.ts'
import { basisOf, lawOf, verdictWords, weigh, weighingFault } from '../../model/discretion.ts'
import { Weighing, type WeighingInput } from '../../model/inputs.ts'
import { enforcementCase } from '../../model/states.ts'
import { yuanWords } from '../../model/words.ts'
import { type Discretion as Tables, toldOf, useDiscretion } from '../api.ts'
import { numberOf } from '../money-words.ts'
import { ItemChoice } from './item-choice.tsx'
import '../penalty.css'

type Draft = Partial<Record<keyof WeighingInput, unknown>>

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))
const others = penaltyItems.map(({ id, conduct, basis }) => ({ value: id, label: `${conduct}（${basis}）` }))

/**
 * Weighs a fine step by step, and says at each step why: conduct, stage, step by the facts, grounds, amount. The same rules as the
 * server's.
 */
export function Discretion({ id, value, caseId, onChange }: WidgetProps) {
  const one = useCase(enforcementCase.path, caseId ?? '').data
  const story = one && toldOf(one)
  const draft: Draft =
    value && typeof value === 'object' ? (value as Draft) : startOf(story?.weighing ?? null, story?.item)
  const item = typeof draft.item === 'string' ? draft.item : undefined
  const read = useDiscretion(item)
  const set = (patch: Draft) => onChange({ ...draft, ...patch })
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data || !story) return <Waiting lines={4} />
  const tables = read.data
  const steps = stepsOf(tables, draft)
  return (
    <div id={id} tabIndex={-1} className="ag-pen-weigh">
      <Part title="违法行为">
        <ItemChoice
          id={`${id}-item`}
          label="违法行为"
          value={item}
          faulty={false}
          onChange={(chosen) => set({ item: chosen, tier: undefined })}
        />
      </Part>
      <Part title="处在哪个阶段">
        <Select
          id={`${id}-stage`}
          aria-label="处在哪个阶段"
          style={{ width: '100%' }}
          value={(draft.stage as string | undefined) ?? undefined}
          placeholder="选阶段"
          options={options(tables.stages)}
          onChange={(stage) => set({ stage, tier: undefined })}
        />
      </Part>
      <Shares steps={steps} draft={draft} onSet={set} />
      <Steps steps={steps} draft={draft} onSet={set} />
      <Part title="适用这一档的事实">
        <Input.TextArea
          aria-label="适用这一档的事实"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={String(draft.fact ?? '')}
          onChange={({ target }) => set({ fact: target.value })}
        />
      </Part>
      <Grounds tables={tables} draft={draft} onSet={set} />
      <Part title="罚款（元）">
        <Input
          aria-label="罚款（元）"
          inputMode="decimal"
          suffix="元"
          value={draft.fine === undefined ? '' : String(draft.fine)}
          onChange={({ target }) => set({ fine: numberOf(target.value) })}
        />
      </Part>
      <Part title="罚款以外的处罚">
        <Select
          mode="multiple"
          aria-label="罚款以外的处罚"
          style={{ width: '100%' }}
          placeholder="没有就不选"
          value={(draft.others as string[] | undefined) ?? []}
          options={options(otherPenalties)}
          onChange={(chosen) => set({ others: chosen })}
        />
      </Part>
      <Part title="同一行为还违反（没有就不选）">
        <Select
          mode="multiple"
          aria-label="同一行为还违反"
          style={{ width: '100%' }}
          placeholder="一事不二罚：按罚款数额高的处罚"
          showSearch={{ optionFilterProp: 'label' }}
          value={(draft.also as string[] | undefined) ?? []}
          options={others.filter((other) => other.value !== item)}
          onChange={(chosen) => set({ also: chosen })}
        />
      </Part>
      <Part title="不在这一档幅度内的理由">
        <Input.TextArea
          aria-label="不在这一档幅度内的理由"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={1000}
          placeholder="在幅度内的不用填"
          value={String(draft.reason ?? '')}
          onChange={({ target }) => set({ reason: target.value || undefined })}
        />
      </Part>
      <Result draft={draft} tables={tables} violatedOn={story.violatedOn} />
    </div>
  )
}

/** A form begins with what was weighed before, else with the conduct of the filing. */
function startOf(weighing: WeighingInput | null, item: string | null | undefined): Draft {
  return weighing ? { ...weighing } : { ...(item ? { item } : {}), stage: 'first', grounds: [], also: [], others: [] }
}

/** Steps of the chosen conduct and stage, as the platform knows them now. */
function stepsOf(tables: Tables, draft: Draft): Tier[] {
  const tiers = tables.versions.at(-1)?.tiers ?? []
  if (!draft.item || !draft.stage) return []
  return tiersOf(tiers, String(draft.item), draft.stage as PenaltyStage, basisOf(draft as Partial<WeighingInput>))
}

interface StepProps {
  steps: readonly Tier[]
  draft: Draft
  onSet(patch: Draft): void
}

/** What shares are taken of, asked only where the conduct is fined by shares. */
function Shares({ steps, draft, onSet }: StepProps) {
  const of = new Set(steps.flatMap(({ share }) => share?.of ?? []))
  return (
    <>
      {of.has('income') && <Money title="上一年年收入（元）" field="income" draft={draft} onSet={onSet} />}
      {of.has('illegal-income') && <Money title="违法所得（元）" field="illegalIncome" draft={draft} onSet={onSet} />}
      {of.has('illegal-income') && <Money title="没收违法所得（元）" field="confiscate" draft={draft} onSet={onSet} />}
      {of.has('daily') && <Daily draft={draft} onSet={onSet} />}
      {of.has('fine') && (
        <Checkbox
          checked={draft.speciallySerious === true}
          onChange={({ target }) => onSet({ speciallySerious: target.checked })}
        >
          情节特别严重、影响特别恶劣
        </Checkbox>
      )}
    </>
  )
}

const DAILY_FIELDS = [
  { key: 'decisionNo', title: '原处罚决定书文号', type: 'text' },
  { key: 'fine', title: '原处罚数额（元）', type: 'money' },
  { key: 'orderedOn', title: '责令改正的日期', type: 'date' },
  { key: 'until', title: '计罚止日（复查仍拒不改正的日期）', type: 'date' },
] as const

/** What a penalty by the day is reckoned from; the amount follows and is filled in by itself. */
function Daily({ draft, onSet }: Omit<StepProps, 'steps'>) {
  const daily = (draft.daily ?? {}) as Record<string, unknown>
  const put = (key: string, value: unknown) => {
    const next = { ...daily, [key]: value }
    const { fine, orderedOn, until } = next
    const whole = typeof fine === 'number' && typeof orderedOn === 'string' && typeof until === 'string'
    onSet({ daily: next, ...(whole ? { fine: dailyFine(fine, orderedOn, until).amount } : {}) })
  }
  return (
    <>
      {DAILY_FIELDS.map(({ key, title, type }) => (
        <Part key={key} title={title}>
          <Input
            aria-label={title}
            type={type === 'date' ? 'date' : 'text'}
            {...(type === 'money' ? { inputMode: 'decimal' as const, suffix: '元' } : {})}
            value={daily[key] === undefined || daily[key] === null ? '' : String(daily[key])}
            onChange={({ target }) => put(key, type === 'money' ? numberOf(target.value) : target.value)}
          />
        </Part>
      ))}
    </>
  )
}

function Money({
  title,
  field,
  draft,
  onSet,
}: Omit<StepProps, 'steps'> & { title: string; field: keyof WeighingInput }) {
  return (
    <Part title={title}>
      <Input
        aria-label={title}
        inputMode="decimal"
        suffix="元"
        value={draft[field] === undefined || draft[field] === null ? '' : String(draft[field])}
        onChange={({ target }) => onSet({ [field]: numberOf(target.value) })}
      />
    </Part>
  )
}

/** Every step with its condition and range, so that the next one above and below are seen. */
function Steps({ steps, draft, onSet }: StepProps) {
  if (!draft.item || !draft.stage) return null
  if (steps.length === 0) return <p className="ag-soft">这项违法行为在这个阶段没有罚款，换一个阶段或违法行为。</p>
  return (
    <Part title="裁量阶次：哪一档的条件和事实相符">
      <div role="radiogroup" aria-label="裁量阶次" className="ag-pen-steps">
        {steps.map((step) => (
          <label key={step.tier} className={draft.tier === step.tier ? 'ag-pen-chosen' : undefined}>
            <input
              type="radio"
              name="penalty-step"
              checked={draft.tier === step.tier}
              onChange={() => onSet({ tier: step.tier })}
            />
            <b>{tierNames[step.tier]}</b>
            <span>{step.condition}</span>
            <span className="ag-meta">
              {rangeWords(step, draft)}
              {step.measures && `；${step.measures}`}
              {!step.verified && '（分档未经核实）'}
            </span>
          </label>
        ))}
      </div>
    </Part>
  )
}

function rangeWords(step: Tier, draft: Draft): string {
  try {
    return rangeOf(step, basisOf(draft as Partial<WeighingInput>)).how
  } catch (error) {
    return error instanceof RangeError ? error.message : ''
  }
}

const EFFECTS: Readonly<Record<string, string>> = {
  none: '应当不罚',
  'may-none': '可以不罚',
  reduce: '从轻、减轻',
  heavier: '从重',
}

function Grounds({ tables, draft, onSet }: { tables: Tables; draft: Draft; onSet(patch: Draft): void }) {
  const chosen = (draft.grounds as Adjuster[] | undefined) ?? []
  return (
    <Part title="从轻、减轻、从重、不予处罚的情节（没有就不选）">
      <div className="ag-pen-grounds">
        {tables.grounds.map(({ key, effect, words, basis }) => (
          <Checkbox
            key={key}
            checked={chosen.includes(key)}
            onChange={({ target }) =>
              onSet({ grounds: target.checked ? [...chosen, key] : chosen.filter((one) => one !== key) })
            }
          >
            <span className="ag-kind">{EFFECTS[effect] ?? effect}</span> {words}{' '}
            <span className="ag-meta">{basis}</span>
          </Checkbox>
        ))}
      </div>
    </Part>
  )
}

/** What came of it, or what stands against it; told with every key. */
function Result({ draft, tables, violatedOn }: { draft: Draft; tables: Tables; violatedOn: string }) {
  const parsed = Weighing.safeParse(draft)
  if (!parsed.success) return <p className="ag-soft">选了阶次，写了事实，填了罚款，这里会说明算得对不对。</p>
  try {
    const { item, stage } = parsed.data
    const law = lawOf(tables.versions, { item, stage, violatedOn, decidedOn: today() })
    const fault = weighingFault(parsed.data, law)
    if (fault)
      return (
        <div className="ag-notice" role="alert">
          <strong className="ag-warn">这样不能处罚</strong>
          <span>{fault}</span>
        </div>
      )
    const { verdict, trace, fine } = weigh(parsed.data, law)
    return (
      <div className={`ag-notice ${verdict === 'in-tier' ? 'ag-notice-ok' : 'ag-notice-soon'}`} role="status">
        <strong>
          罚款 {yuanWords(fine / 100)}：{verdictWords[verdict]}
        </strong>
        <details>
          <summary>裁量过程，随决定保存</summary>
          <ol className="ag-pen-trace">
            {trace.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ol>
        </details>
      </div>
    )
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return (
      <div className="ag-notice" role="alert">
        <strong className="ag-warn">算不出来</strong>
        <span>{error.message}</span>
      </div>
    )
  }
}

const Part = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <div className="ag-pen-part">
    <span className="ag-field-label">{title}</span>
    {children}
  </div>
)
