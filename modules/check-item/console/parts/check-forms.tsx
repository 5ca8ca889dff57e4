import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { DayField } from '#kernel/ui/text-field.tsx'
import type { CheckWordsInput } from '../../model/schema.ts'
import { type CheckFile, useForgetLibrary } from '../api.ts'
import { CheckFields } from './check-fields.tsx'
import { WhyField } from './why-field.tsx'

const EMPTY: Omit<CheckWordsInput, 'from'> = {
  industry: 'general',
  audience: 'both',
  category: 'S01',
  question: '',
  how: '',
  basis: '',
  penaltyItem: null,
  rank: 'ordinary',
  criterion: null,
  plain: '',
  rectification: '',
  days: 15,
  photoRequired: true,
  verified: false,
}

/** What a published check says, as a form begins with it. */
export const wordsOf = (check: CheckFile): CheckWordsInput => {
  const { industry, audience, category, question, how, basis, penaltyItem, rank, criterion } = check
  const { plain, rectification, days, photoRequired, from, verified } = check
  return {
    ...{ industry, audience, category, question, how, basis, penaltyItem, rank, criterion },
    ...{ plain, rectification, days, photoRequired, from, verified },
  }
}

const isWhole = ({ question, how, basis, plain, rectification }: CheckWordsInput): boolean =>
  [question, how, basis, plain, rectification].every((text) => text.trim().length > 1)

/** Adds a check of one's own place; begins empty, or with the words of one that it follows. */
export function AddForm({ like, onDone }: { like?: CheckFile; onDone(code: string): void }) {
  const forget = useForgetLibrary()
  const [words, setWords] = useState<CheckWordsInput>(
    like ? { ...wordsOf(like), from: today(), verified: false } : { ...EMPTY, from: today() },
  )
  const [why, setWhy] = useState('')
  return (
    <ActForm<CheckFile>
      request={{ method: 'POST', path: '/check-items', body: { words, why } }}
      label="新增检查项"
      done="检查项已新增"
      isReady={isWhole(words) && why.trim().length > 1}
      onDone={async ({ code }) => {
        await forget()
        onDone(code)
      }}
    >
      <CheckFields draft={words} onChange={setWords} />
      <WhyField value={why} hint="为什么要加，如哪个文件要求" onChange={setWhy} />
    </ActForm>
  )
}

/** Puts a typo right under the same code. */
export function CorrectForm({ check, onDone }: { check: CheckFile; onDone(): void }) {
  const forget = useForgetLibrary()
  const [words, setWords] = useState(() => wordsOf(check))
  const [why, setWhy] = useState('')
  return (
    <ActForm
      request={{
        method: 'POST',
        path: `/check-items/${check.code}/correct`,
        body: { words, why },
        version: check.latest,
      }}
      label="更正错字"
      done="已更正，记为新的一版"
      isReady={isWhole(words) && why.trim().length > 1}
      onMovedOn={forget}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <div className="ag-notice ag-notice-soon">
        <strong>只能改错字</strong>
        <span>意思变了（期限、等级、数字、肯定否定）就是另一项：请停用这一项，再照它新增一项。</span>
      </div>
      <CheckFields draft={words} textsOnly onChange={setWords} />
      <WhyField value={why} hint="改了哪里，按什么改" onChange={setWhy} />
    </ActForm>
  )
}

interface CloseProps {
  path: string
  version: number
  /** What follows from it. */
  note: string
  label: string
  onDone(): void
}

/** Says the last day of a check or a template. */
export function CloseForm({ path, version, note, label, onDone }: CloseProps) {
  const forget = useForgetLibrary()
  const [lastOn, setLastOn] = useState(today())
  const [why, setWhy] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `${path}/close`, body: { lastOn, why }, version }}
      label={label}
      tone="danger"
      done="已停用"
      isReady={lastOn !== '' && why.trim().length > 1}
      onMovedOn={forget}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <p>{note}</p>
      <DayField
        id="close-last"
        label="最后适用的一天"
        hint="不早于今天"
        pointer="/lastOn"
        min={today()}
        value={lastOn}
        onChange={setLastOn}
      />
      <WhyField value={why} hint="如法规废止、专项结束、另立新项" onChange={setWhy} />
    </ActForm>
  )
}
