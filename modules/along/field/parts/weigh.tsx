import { useState } from 'react'
import { DateBox } from '#kernel/ui/field/date-box.tsx'
import { Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { count, today } from '#kernel/ui/format.ts'
import { basisOf, lawOf, verdictWords, weigh, weighingFault } from '#modules/enforcement-case/model/discretion.ts'
import type { WeighingInput } from '#modules/enforcement-case/model/inputs.ts'
import {
  type Adjuster,
  adjusters,
  rangeOf,
  type Tier,
  type TierName,
  tierNames,
  tiersOf,
} from '#standards/penalty/discretion.ts'
import { findPenaltyItem, type PenaltyStage, penaltyStages, penaltySubjects } from '#standards/penalty/items.ts'
import type { LawAlong } from '../../model/law.ts'

interface Trial {
  stage: PenaltyStage
  tier: TierName | null
  income: string
  illegalIncome: string
  grounds: readonly Adjuster[]
  fine: string
  /** The fine that was decided, the order to correct and the last day of refusal, for a penalty by the day. */
  daily: { fine: string; orderedOn: string; until: string }
}

const numberOf = (text: string): number | undefined => {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim()
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : undefined
}

/** What shares are taken of, as far as it was filled in. */
function sharesOf({ income, illegalIncome, daily }: Trial) {
  const fine = numberOf(daily.fine)
  const { orderedOn, until } = daily
  const whole = fine !== undefined && orderedOn !== '' && until !== ''
  return {
    income: numberOf(income),
    illegalIncome: numberOf(illegalIncome),
    daily: whole ? { decisionNo: '现场试算', fine, orderedOn, until } : undefined,
  }
}

/** One conduct with its steps, and an amount tried on them: the same rules as at the desk. Nothing of it is kept or sent. */
export function Weigh({ law, item: id, onBack }: { law: LawAlong; item: string; onBack(): void }) {
  const item = findPenaltyItem(id)
  const tiers = law.versions.at(-1)?.tiers ?? []
  const stages = (Object.keys(penaltyStages) as PenaltyStage[]).filter((stage) =>
    tiers.some((tier) => tier.item === id && tier.stage === stage),
  )
  const [trial, setTrial] = useState<Trial>({
    ...{ stage: stages[0] ?? 'first', tier: null, income: '', illegalIncome: '', grounds: [], fine: '' },
    daily: { fine: '', orderedOn: '', until: '' },
  })
  const set = (part: Partial<Trial>) => setTrial((now) => ({ ...now, ...part }))
  if (!item)
    return (
      <Screen title="裁量" onBack={onBack}>
        <Notice kind="late">没有这项违法行为。</Notice>
      </Screen>
    )
  const basis = basisOf(sharesOf(trial))
  const steps = tiersOf(tiers, id, trial.stage, basis)
  return (
    <Screen title="裁量" onBack={onBack}>
      <h2 className="fd-question">{item.conduct}</h2>
      <p className="fd-pad fd-pale">
        {item.basis}，罚{penaltySubjects[item.subject]}
      </p>
      <Field label="处在哪个阶段" id="weigh-stage">
        <select
          id="weigh-stage"
          value={trial.stage}
          onChange={({ target }) => set({ stage: target.value as PenaltyStage, tier: null })}
        >
          {stages.map((stage) => (
            <option key={stage} value={stage}>
              {penaltyStages[stage]}
            </option>
          ))}
        </select>
      </Field>
      <Shares steps={steps} trial={trial} onSet={set} />
      <Steps steps={steps} basis={basis} trial={trial} onSet={set} />
      <Grounds trial={trial} onSet={set} />
      <Field label="试一个罚款数（元）" id="weigh-fine" hint="选了阶次再填；只算给您看，不存不交">
        <input
          id="weigh-fine"
          inputMode="decimal"
          maxLength={20}
          value={trial.fine}
          onChange={({ target }) => set({ fine: target.value })}
        />
      </Field>
      <Verdict law={law} item={id} trial={trial} />
    </Screen>
  )
}

interface PartProps {
  steps: readonly Tier[]
  trial: Trial
  onSet(part: Partial<Trial>): void
}

/** What shares are taken of, asked only where the conduct is fined by shares. */
function Shares({ steps, trial, onSet }: PartProps) {
  const of = new Set(steps.flatMap(({ share }) => share?.of ?? []))
  return (
    <>
      {of.has('income') && (
        <Field label="上一年年收入（元）" id="weigh-income">
          <input
            id="weigh-income"
            inputMode="decimal"
            maxLength={20}
            value={trial.income}
            onChange={({ target }) => onSet({ income: target.value })}
          />
        </Field>
      )}
      {of.has('illegal-income') && (
        <Field label="违法所得（元）" id="weigh-illegal">
          <input
            id="weigh-illegal"
            inputMode="decimal"
            maxLength={20}
            value={trial.illegalIncome}
            onChange={({ target }) => onSet({ illegalIncome: target.value })}
          />
        </Field>
      )}
      {of.has('daily') && <Daily trial={trial} onSet={onSet} />}
    </>
  )
}

/** What a penalty by the day is reckoned from (安全生产法第112条). */
function Daily({ trial: { daily }, onSet }: Omit<PartProps, 'steps'>) {
  const set = (part: Partial<Trial['daily']>) => onSet({ daily: { ...daily, ...part } })
  return (
    <>
      <Field label="原处罚数额（元）" id="weigh-daily">
        <input
          id="weigh-daily"
          inputMode="decimal"
          maxLength={20}
          value={daily.fine}
          onChange={({ target }) => set({ fine: target.value })}
        />
      </Field>
      <Field label="责令改正的日期" id="weigh-ordered">
        <DateBox id="weigh-ordered" value={daily.orderedOn} onChange={(orderedOn) => set({ orderedOn })} />
      </Field>
      <Field label="计罚止日" id="weigh-until">
        <DateBox id="weigh-until" value={daily.until} onChange={(until) => set({ until })} />
      </Field>
    </>
  )
}

/** Every step with its condition and range; the one that fits the facts is tapped. */
function Steps({ steps, basis, trial, onSet }: PartProps & { basis: ReturnType<typeof basisOf> }) {
  if (steps.length === 0) return <p className="fd-pad fd-pale">这个阶段没有罚款。</p>
  return (
    <section aria-label="裁量阶次">
      <h2 className="fd-part">裁量阶次：哪一档和事实相符</h2>
      <div role="radiogroup" aria-label="裁量阶次" className="fd-list">
        {steps.map((step) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio input cannot be drawn as a line that says three things
          <button
            key={step.tier}
            type="button"
            role="radio"
            aria-checked={trial.tier === step.tier}
            className="al-step"
            onClick={() => onSet({ tier: step.tier })}
          >
            <span>
              {tierNames[step.tier]}　{rangeWords(step, basis)}
            </span>
            <small>{step.condition}</small>
            {step.measures && <small>{step.measures}</small>}
            {!step.verified && <em>分档未经核实</em>}
          </button>
        ))}
      </div>
      <p className="fd-pad fd-pale">{[...new Set(steps.map(({ source }) => source))].join('；')}</p>
    </section>
  )
}

function rangeWords(step: Tier, basis: ReturnType<typeof basisOf>): string {
  try {
    return rangeOf(step, basis).how
  } catch (error) {
    return error instanceof RangeError ? error.message : ''
  }
}

function Grounds({ trial: { grounds }, onSet }: Omit<PartProps, 'steps'>) {
  const toggle = (key: Adjuster) =>
    onSet({ grounds: grounds.includes(key) ? grounds.filter((one) => one !== key) : [...grounds, key] })
  return (
    <details className="fd-how">
      <summary>从轻、从重、不罚的情节{grounds.length > 0 && `，选了 ${grounds.length} 项`}</summary>
      {(Object.keys(adjusters) as Adjuster[]).map((key) => (
        <label key={key} className="al-check">
          <input type="checkbox" checked={grounds.includes(key)} onChange={() => toggle(key)} />
          <span>
            {adjusters[key].words}
            <small className="al-fact">{adjusters[key].basis}</small>
          </span>
        </label>
      ))}
    </details>
  )
}

/** What the rules say of an amount, with the way there. */
function Verdict({ law, item, trial }: { law: LawAlong; item: string; trial: Trial }) {
  const fine = numberOf(trial.fine)
  if (trial.fine.trim() && fine === undefined) return <Notice kind="soon">罚款只填数字，最多两位小数。</Notice>
  if (!trial.tier || fine === undefined) return null
  const input: WeighingInput = {
    ...{
      item,
      stage: trial.stage,
      tier: trial.tier,
      fact: '现场试算',
      grounds: [...trial.grounds],
      also: [],
      others: [],
    },
    ...sharesOf(trial),
    ...{ speciallySerious: false, afterTerm: false, fine },
  }
  try {
    const about = { item, stage: trial.stage, basis: basisOf(input), violatedOn: today(), decidedOn: today() }
    const found = lawOf(law.versions, about)
    const { verdict, trace } = weigh(input, found)
    const fault = weighingFault(input, found)
    return (
      <>
        <Notice kind={fault ? 'late' : verdict === 'in-tier' ? 'ok' : 'soon'}>
          罚款 {count(fine)} 元：{fault ?? verdictWords[verdict]}。
        </Notice>
        <details className="fd-how">
          <summary>怎么算的</summary>
          {trace.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      </>
    )
  } catch (error) {
    if (error instanceof RangeError) return <Notice kind="late">{error.message}。</Notice>
    throw error
  }
}
