import { useState } from 'react'
import { useHeld } from '#kernel/sync/field/hooks.ts'
import { Choice, Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { LAW_PATH, type LawAlong } from '../../model/law.ts'
import { Checks, Conducts, Criteria, Terms } from '../parts/law-lists.tsx'
import { Weigh } from '../parts/weigh.tsx'
import '../along.css'

type Part = 'discretion' | 'checks' | 'criteria' | 'terms'

const PARTS: { value: Part; label: string }[] = [
  { value: 'discretion', label: '裁量' },
  { value: 'checks', label: '检查项' },
  { value: 'criteria', label: '重大隐患' },
  { value: 'terms', label: '期限' },
]

const LOOK_FOR: Readonly<Record<Part, string>> = {
  discretion: '违法行为或条款，如 特种作业、第九十七条',
  checks: '检查内容、行业或依据',
  criteria: '判定标准，如 粉尘、煤气',
  terms: '期限，如 听证、事故报告',
}

interface LawPageProps {
  /** The conduct that is weighed; none for the lists. */
  item?: string
  onItem(id: string): void
  onBack(): void
}

/** Law and discretion on site: from conduct to article, step and range, and what may be said of an amount. */
export function LawPage({ item, onItem, onBack }: LawPageProps) {
  const { held, error } = useHeld<LawAlong>(LAW_PATH)
  const [part, setPart] = useState<Part>('discretion')
  const [words, setWords] = useState('')
  const law = held?.body
  if (!law)
    return (
      <Screen title="法规与裁量" onBack={onBack}>
        {error ? (
          <Notice kind="late">还没有带过法规，现在又连不上。到有网络的地方打开一次，或出门前带上一片。</Notice>
        ) : (
          <p className="fd-pad fd-pale">正在读…</p>
        )}
      </Screen>
    )
  if (item) return <Weigh key={item} law={law} item={item} onBack={onBack} />
  return (
    <Screen title="法规与裁量" onBack={onBack}>
      <p className="fd-pad fd-pale al-age">
        {held.fresh ? '现在的' : `${time(held.at)} 带上的`}，版本 {law.version}；检查项 {count(law.checks.length)} 条。
      </p>
      <Choice<Part> label="查什么" value={part} options={PARTS} onChange={setPart} />
      <Field label="查" id="law-words">
        <input
          id="law-words"
          type="search"
          maxLength={50}
          placeholder={LOOK_FOR[part]}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </Field>
      {part === 'discretion' && <Conducts words={words} onItem={onItem} />}
      {part === 'checks' && <Checks words={words} checks={law.checks} onItem={onItem} />}
      {part === 'criteria' && <Criteria words={words} />}
      {part === 'terms' && <Terms words={words} clocks={law.clocks} />}
    </Screen>
  )
}
