import { useState } from 'react'
import { ReadAloud } from '#kernel/ui/field/read-aloud.tsx'
import { Choice, Field, Notice, Screen, TextBox } from '#kernel/ui/field/screen.tsx'
import { SignaturePad } from '#kernel/ui/field/signature-pad.tsx'
import type { PageProps } from './inspect.tsx'
import { findingsOf, leftOf, type PartyAnswer, partyAnswers, signaturesOf, type Visit } from './visit-draft.ts'

const WAYS = Object.entries(partyAnswers).map(([value, label]) => ({ value: value as PartyAnswer, label }))

/** Both sides sign what was recorded; a refusal is written with its reason and whoever saw it (安全生产法 art. 68). */
export function SignPage({ one, site, visit, items, change, commit, onBack }: PageProps) {
  const [faults, setFaults] = useState<string[]>([])
  const findings = findingsOf(visit)
  const unchecked =
    leftOf(visit, items).length + items.filter(({ code }) => visit.answers[code]?.result === 'not_checked').length
  const sign = async () => {
    const unsigned = one.facts.team.filter(({ personId }) => !visit.officers[personId]).map(({ name }) => name)
    if (unsigned.length > 0) return setFaults([`${unsigned.join('、')}还没有签字`])
    const { answer, opinion } = visit
    if (!answer) return setFaults([`先由${visit.contact}选怎么答复：属实、有不同意见，或拒绝签字`])
    if (answer === 'differs' && opinion.trim().length < 2) return setFaults(['写清楚有什么不同意见'])
    setFaults(await commit('sign', signaturesOf(visit, one.facts.team), findings.length > 0 ? 'order' : 'papers'))
  }
  return (
    <Screen
      title={site.objectName}
      onBack={onBack}
      meta="当面核对签字"
      foot={
        <>
          <ReadAloud text={wordsOf(visit, findings, unchecked)} />
          <button type="button" className="fd-main" onClick={() => void sign()}>
            签好，封存
          </button>
        </>
      }
    >
      <div className="fd-pad">
        <h2 className="fd-question">现场检查记录</h2>
        <p>
          {visit.site}。{visit.summary}
        </p>
        {findings.length === 0 ? (
          <p>检查中未发现问题。</p>
        ) : (
          <ol className="fd-numbered">
            {findings.map(({ itemCode, what, where, basis }) => (
              <li key={itemCode}>
                {where}：{what}（{basis}）
              </li>
            ))}
          </ol>
        )}
        {unchecked > 0 && <p>检查表里 {unchecked} 项没有查。</p>}
        {visit.measures && <p>现场处理：{visit.measures}</p>}
      </div>
      {faults.length > 0 && <Notice kind="late">{faults.slice(0, 3).join('；')}。</Notice>}
      {one.facts.team.map(({ personId, name, certNo }) => (
        <Field key={personId} label={`检查人员 ${name}（${certNo}）`} id={`sign-${personId}`}>
          <SignaturePad
            who={name}
            onChange={(picture) => change({ officers: { ...visit.officers, [personId]: picture ?? '' } })}
          />
        </Field>
      ))}
      <Field label={`被检查单位 ${visit.contact}（${visit.post}）`} id="sign-party">
        <Choice
          label="被检查单位"
          value={visit.answer}
          options={WAYS}
          onChange={(answer) => change({ answer, party: answer === 'refuses' ? 'refused' : 'signed' })}
        />
      </Field>
      {visit.answer === 'differs' && (
        <Field label="不同意见" id="sign-opinion" hint="照他说的写，印在记录的意见栏里">
          <TextBox id="sign-opinion" most={300} value={visit.opinion} onChange={(opinion) => change({ opinion })} />
        </Field>
      )}
      {visit.answer && visit.answer !== 'refuses' && (
        <Field label={`${visit.contact} 签名`} id="sign-party-picture">
          <SignaturePad who={visit.contact} onChange={(picture) => change({ partyPicture: picture ?? '' })} />
        </Field>
      )}
      {visit.answer === 'refuses' && (
        <>
          <Field label="拒签的事由" id="sign-refusal">
            <input
              id="sign-refusal"
              maxLength={200}
              value={visit.refusal}
              onChange={({ target }) => change({ refusal: target.value })}
            />
          </Field>
          <Field label="见证人" id="sign-witness">
            <input
              id="sign-witness"
              maxLength={40}
              value={visit.witness}
              onChange={({ target }) => change({ witness: target.value })}
            />
          </Field>
        </>
      )}
    </Screen>
  )
}

/** The record as it is read to whoever signs it: the same words that stand above the pad. */
function wordsOf(visit: Visit, findings: ReturnType<typeof findingsOf>, unchecked: number): string {
  const found = findings.map(({ what, where, basis }, at) => `第${at + 1}个问题，${where}：${what}，依据${basis}。`)
  return [
    '现场检查记录。',
    `${visit.site}。${visit.summary}。`,
    ...(found.length > 0 ? found : ['检查中未发现问题。']),
    unchecked > 0 ? `检查表里${unchecked}项没有查。` : '',
    visit.measures ? `现场处理：${visit.measures}。` : '',
  ].join('\n')
}
