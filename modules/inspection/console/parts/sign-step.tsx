import { Input, Segmented } from 'antd'
import type { CaseOne } from '#kernel/cases/console/api.ts'
import { ActFields, fieldId } from '#kernel/cases/console/parts/act-fields.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { SignaturePad } from '#kernel/ui/signature-pad.tsx'
import type { SignaturesValue } from '../../model/inspection.ts'
import { inspectionFace } from '../inspection-face.tsx'
import { inspectionFacts } from '../on-site-api.ts'
import { useSiteFindings } from '../use-findings.ts'
import { useStep } from '../use-step.ts'
import { StepFault, StepForm } from './step-form.tsx'

type Party = SignaturesValue['party']

/** Both sides sign on the screen; a refusal is written with whoever saw it. */
export function SignStep({ one }: { one: CaseOne }) {
  const step = useStep(one, 'sign', NO_OBJECTION)
  const facts = inspectionFacts(one)
  const findings = useSiteFindings(one.id)
  const { values, set } = step.draft
  const given = (values.signatures ?? { officers: [], party: signedBy(facts?.contact ?? '') }) as SignaturesValue
  const setParty = (party: Party) => set('signatures', { ...given, party })
  const sign = (personId: string, picture: string | null) =>
    set('signatures', {
      ...given,
      officers: [
        ...given.officers.filter((one) => one.personId !== personId),
        ...(picture ? [{ personId, picture }] : []),
      ],
    })
  return (
    <StepForm step={step} label="双方签完，交记录">
      <Sheet title="请现场负责人看过" meta={facts?.clean ? '未发现问题' : `${findings.length} 个问题`}>
        <ul className="ag-site-lines">
          {findings.map(({ what, where }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a problem is told by its number
            <li key={at}>
              <span>
                {at + 1}　{where}：{what}
              </span>
            </li>
          ))}
          {facts?.clean && (
            <li>
              <span>本次检查未发现问题。本记录只记载这次检查所见。</span>
            </li>
          )}
        </ul>
      </Sheet>
      <Sheet title="被检查单位">
        <div className="ag-pad ag-stack" id={fieldId(step.prefix, 'signatures')} tabIndex={-1}>
          <Segmented
            value={given.party.kind}
            options={[
              { value: 'signed', label: '签字' },
              { value: 'refused', label: '拒绝签字' },
            ]}
            onChange={(kind) =>
              setParty(
                kind === 'signed'
                  ? signedBy(given.party.signer)
                  : { kind: 'refused', signer: given.party.signer, reason: '', witness: '', witnessPhone: '' },
              )
            }
          />
          <StepFault words={step.faultOf('signatures')} />
          <PartyFields party={given.party} onChange={setParty} />
          <ActFields
            face={inspectionFace}
            fields={step.shown.filter(({ key }) => key === 'opinion')}
            values={values}
            faults={step.faults}
            prefix={step.prefix}
            caseId={one.id}
            onSet={set}
          />
        </div>
      </Sheet>
      <Sheet title="检查人员">
        <div className="ag-pad ag-stack">
          {facts?.team.map(({ personId, name, certNo }) => (
            <div key={personId} className="ag-field">
              <span className="ag-field-label">
                {name} <span className="ag-meta">证号 {certNo}</span>
              </span>
              <Pad
                signed={given.officers.some((one) => one.personId === personId)}
                onChange={(picture) => sign(personId, picture)}
              />
            </div>
          ))}
        </div>
      </Sheet>
    </StepForm>
  )
}

const NO_OBJECTION = { opinion: '以上情况属实' }

const signedBy = (signer: string): Party => ({ kind: 'signed', signer, post: '', picture: '' })

function PartyFields({ party, onChange }: { party: Party; onChange(party: Party): void }) {
  const line = (key: string, label: string, value: string, max: number) => (
    <div key={key} className="ag-field">
      <label htmlFor={`party-${key}`}>{label}</label>
      <Input
        id={`party-${key}`}
        maxLength={max}
        value={value}
        onChange={({ target }) => onChange({ ...party, [key]: target.value } as Party)}
      />
    </div>
  )
  if (party.kind === 'refused')
    return [
      line('signer', '谁拒绝签字', party.signer, 40),
      line('reason', '拒签事由', party.reason, 200),
      line('witness', '见证人（单位和姓名）', party.witness, 40),
      line('witnessPhone', '见证人电话（选填）', party.witnessPhone, 20),
    ]
  return (
    <>
      {line('signer', '签字人', party.signer, 40)}
      {line('post', '职务', party.post, 40)}
      <div className="ag-field">
        <span className="ag-field-label">签名</span>
        <Pad signed={party.picture !== ''} onChange={(picture) => onChange({ ...party, picture: picture ?? '' })} />
      </div>
    </>
  )
}

/** A field to sign in; what was signed before the page was loaded again stays until it is signed anew. */
const Pad = ({ signed, onChange }: { signed: boolean; onChange(picture: string | null): void }) => (
  <>
    <SignaturePad onChange={onChange} />
    <span className={signed ? 'ag-ok' : 'ag-pale'}>{signed ? '已签' : '请在框里签名'}</span>
  </>
)
