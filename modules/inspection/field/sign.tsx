import { useState } from 'react'
import { Choice, Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { SignaturePad } from '#kernel/ui/field/signature-pad.tsx'
import type { PageProps } from './inspect.tsx'
import { findingsOf, leftOf, signaturesOf } from './visit-draft.ts'

const WAYS = [
  { value: 'signed', label: '签字' },
  { value: 'refused', label: '拒绝签字' },
] as const

/** Both sides sign what was recorded; a refusal is written with its reason and whoever saw it (安全生产法 art. 68). */
export function SignPage({ one, site, visit, items, change, commit, onBack }: PageProps) {
  const [faults, setFaults] = useState<string[]>([])
  const findings = findingsOf(visit)
  const unchecked =
    leftOf(visit, items).length + items.filter(({ code }) => visit.answers[code]?.result === 'not_checked').length
  const sign = async () => {
    const unsigned = one.facts.team.filter(({ personId }) => !visit.officers[personId]).map(({ name }) => name)
    if (unsigned.length > 0) return setFaults([`${unsigned.join('、')}还没有签字`])
    setFaults(await commit('sign', signaturesOf(visit, one.facts.team), findings.length > 0 ? 'order' : 'papers'))
  }
  return (
    <Screen
      title={site.objectName}
      onBack={onBack}
      meta="当面核对签字"
      foot={
        <button type="button" className="fd-main" onClick={() => void sign()}>
          签好，封存
        </button>
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
        <Choice label="被检查单位" value={visit.party} options={WAYS} onChange={(party) => change({ party })} />
      </Field>
      {visit.party === 'signed' ? (
        <Field label={`${visit.contact} 签名`} id="sign-party-picture">
          <SignaturePad who={visit.contact} onChange={(picture) => change({ partyPicture: picture ?? '' })} />
        </Field>
      ) : (
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
      <Field label="被检查单位意见" id="sign-opinion">
        <input
          id="sign-opinion"
          maxLength={300}
          value={visit.opinion}
          onChange={({ target }) => change({ opinion: target.value })}
        />
      </Field>
    </Screen>
  )
}
