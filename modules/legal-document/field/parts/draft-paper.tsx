import { useMemo, useState } from 'react'
import { PaperView } from '#kernel/documents/field/paper.tsx'
import { sender, usePerson } from '#kernel/sync/field/hooks.ts'
import { useFieldDraft } from '#kernel/sync/field/use-draft.ts'
import { DateBox, MomentBox } from '#kernel/ui/field/date-box.tsx'
import { Choice, Field, Notice, Screen, TextBox } from '#kernel/ui/field/screen.tsx'
import { SignaturePad } from '#kernel/ui/field/signature-pad.tsx'
import type { Field as FormField } from '#standards/document-layout/block.ts'
import { printedName } from '#standards/legal-document/template.ts'
import { setDocument } from '../../model/frozen.ts'
import type { DocumentFacts, DocumentKit, KitTemplate, SignInput } from '../../model/schema.ts'
import {
  issuePaper,
  missingHere,
  NoNumber,
  type PaperOnDevice,
  type PaperWant,
  picturesOf,
  standing,
  valuesOf,
} from '../issue.ts'

interface DraftPaperProps {
  want: PaperWant
  template: KitTemplate
  known: { kit: DocumentKit; facts: DocumentFacts; papers: readonly PaperOnDevice[] }
  onBack(): void
}

/** What is typed here before a document is issued. */
interface Typed {
  values: Record<string, unknown>
  /** How each officer signs this one, by the number of the certificate; whoever says nothing signs here or not at all. */
  officers?: Record<string, OfficerSigning>
  /** How the other side signs this one; null until somebody says so. */
  party: Way | null
  picture: string
  reason: string
  witness: string
}

interface OfficerSigning {
  way: OfficerWay
  picture: string
}

const NOTHING: Typed = { values: {}, party: null, picture: '', reason: '', witness: '' }

/** Each paper is signed by whoever read it: a signature given for the record is not set under another one. */
const WAYS = [
  { value: 'again', label: '当面签' },
  { value: 'paper', label: '印出来签' },
  { value: 'refused', label: '拒绝签收' },
] as const
type Way = (typeof WAYS)[number]['value']

/** An officer may say that the name he wrote under the record stands under this paper too; nobody says it for him. */
const OFFICER_WAYS = [
  { value: 'again', label: '在这里签' },
  { value: 'same', label: '用我刚才的签名' },
  { value: 'paper', label: '印出来签' },
] as const
type OfficerWay = (typeof OFFICER_WAYS)[number]['value']

const UNSIGNED: OfficerSigning = { way: 'again', picture: '' }

/** The record is what was signed on site; whoever signed that did so for this document. */
const isSignedOnSite = ({ key }: PaperWant): boolean => key === 'inspection_record'

const partyOf = ({ signatures }: PaperWant) => signatures.find(({ field }) => field === 'partySignature')

/** Where officers sign a document; undefined where they do not. */
const officerFieldOf = ({ template }: KitTemplate): string | undefined =>
  template.signatures.find(({ role }) => role === 'officer')?.field

/** What an officer wrote under the record; undefined where he did not sign it on this device. */
const writtenOf = ({ signatures }: PaperWant, field: string, name: string): SignInput | undefined =>
  signatures.find((one) => one.kind === 'picture' && one.field === field && one.signer === name)

/** A document before it is issued: what is missing by name, its pages, how the other side signs. */
export function DraftPaper({ want, template, known, onBack }: DraftPaperProps) {
  const person = usePerson()
  const draft = useFieldDraft<Typed>(`paper.${want.caseId}.${want.key}`, NOTHING)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const typed = draft.values ?? NOTHING
  const values = valuesOf(want, template, { ...known, typed: typed.values })
  const missing = missingHere(known.kit, template, values)
  const signatures = signaturesOf(want, template, typed)
  const unsigned = faultOf(want, typed)
  const issue = async () => {
    if (unsigned) return setFault(unsigned)
    setBusy(true)
    try {
      await issuePaper(person, { ...want, signatures }, known.kit, template, values)
      await draft.clear()
      sender.soon(0)
    } catch (error) {
      setFault(error instanceof NoNumber ? error.message : '没有存下。本机存不下的，先把发件箱里的送出去，再试一次')
    }
    setBusy(false)
  }
  const ready = missing.length === 0
  return (
    <Screen
      title={printedName(template.template.name_zh)}
      onBack={onBack}
      meta="还没有定稿"
      foot={
        <button type="button" className="fd-main" disabled={!ready || busy} onClick={() => void issue()}>
          {ready ? '定稿，取号' : `还缺 ${missing.length} 处`}
        </button>
      }
    >
      {fault && (
        <div className="fd-pad">
          <Notice kind="late">{fault}。</Notice>
        </div>
      )}
      {!ready && (
        <div className="fd-pad">
          <Notice kind="soon">定稿前要补齐：{missing.map(({ message }) => message).join('；')}。</Notice>
        </div>
      )}
      <TypedFields
        fields={template.template.fields}
        asked={new Set([...missing.map(({ pointer }) => pointer.slice(1)), ...Object.keys(typed.values)])}
        values={typed.values}
        onChange={(key, value) => draft.change({ values: { ...typed.values, [key]: value } })}
      />
      {!isSignedOnSite(want) && <OfficersSign want={want} template={template} typed={typed} onChange={draft.change} />}
      {!isSignedOnSite(want) && <PartySigns want={want} typed={typed} onChange={draft.change} />}
      <Preview template={template} values={values} series={known.kit.agency.series} signatures={signatures} />
    </Screen>
  )
}

/** Signatures of this document: of the record those given on site, of any other what each of them chose for it. */
function signaturesOf(want: PaperWant, kit: KitTemplate, typed: Typed): SignInput[] {
  if (isSignedOnSite(want)) return [...want.signatures]
  return [...officersSigned(want, kit, typed), ...partySigned(want, kit, typed)]
}

function officersSigned(want: PaperWant, kit: KitTemplate, typed: Typed): SignInput[] {
  const field = officerFieldOf(kit)
  if (!field) return []
  return want.officers.flatMap(({ name, certNo }): SignInput[] => {
    const { way, picture } = typed.officers?.[certNo] ?? UNSIGNED
    const same = way === 'same' ? writtenOf(want, field, name) : undefined
    if (same) return [same]
    return way === 'again' && picture ? [{ kind: 'picture', field, signer: name, picture }] : []
  })
}

function partySigned(want: PaperWant, { template }: KitTemplate, typed: Typed): SignInput[] {
  const field = template.signatures.find(({ role }) => role !== 'officer')?.field
  const signer = partyOf(want)?.signer
  if (!field || !signer) return []
  if (typed.party === 'again') return typed.picture ? [{ kind: 'picture', field, signer, picture: typed.picture }] : []
  if (typed.party !== 'refused') return []
  const witness = typed.witness.trim() ? { name: typed.witness.trim(), idNo: '', phone: '' } : null
  return [{ kind: 'refused', field, signer, reason: typed.reason.trim() || '没有说明', witness }]
}

function faultOf(want: PaperWant, { party, picture, reason }: Typed): string | null {
  const signer = isSignedOnSite(want) ? undefined : partyOf(want)?.signer
  if (!signer) return null
  if (!WAYS.some(({ value }) => value === party)) return `先让${signer}看完，再选怎么签`
  if (party === 'again' && !picture) return `${signer}还没有签名`
  return party === 'refused' && reason.trim().length < 2 ? '写清楚拒绝签收的事由' : null
}

interface SigningProps {
  want: PaperWant
  typed: Typed
  onChange(part: Partial<Typed>): void
}

/** How each officer signs this document: here, with the name he wrote under the record, or on paper; a place left empty stays empty. */
function OfficersSign({ want, template, typed, onChange }: SigningProps & { template: KitTemplate }) {
  const field = officerFieldOf(template)
  if (!field || want.officers.length === 0) return null
  return (
    <div className="fd-pad">
      {want.officers.map(({ name, certNo }) => {
        const { way } = typed.officers?.[certNo] ?? UNSIGNED
        const change = (signing: OfficerSigning) => onChange({ officers: { ...typed.officers, [certNo]: signing } })
        const ways = writtenOf(want, field, name) ? OFFICER_WAYS : OFFICER_WAYS.filter(({ value }) => value !== 'same')
        return (
          <Field key={certNo} label={`检查人员 ${name} 怎么签`} id={`paper-${certNo}`} hint={HINTS[way]}>
            <div className="fd-ways">
              <Choice
                label={`${name}怎么签`}
                value={way}
                options={ways}
                onChange={(chosen) => change({ way: chosen, picture: '' })}
              />
            </div>
            {way === 'again' && (
              <SignaturePad who={name} onChange={(picture) => change({ way, picture: picture ?? '' })} />
            )}
          </Field>
        )
      })}
    </div>
  )
}

const HINTS: Record<OfficerWay, string> = {
  again: '不写的，签名处空着，印出来再签',
  same: '在检查记录上写的名字，也放在这一份上',
  paper: '签名处空着，印出来再签',
}

/** How the other side signs this document. */
function PartySigns({ want, typed, onChange }: SigningProps) {
  const party = partyOf(want)
  if (!party) return null
  return (
    <div className="fd-pad">
      <Field label={`${party.signer} 怎么签`} id="paper-party">
        <div className="fd-ways">
          <Choice
            label="怎么签"
            value={typed.party ?? undefined}
            options={WAYS}
            onChange={(way) => onChange({ party: way, picture: '' })}
          />
        </div>
      </Field>
      {typed.party === 'again' && (
        <SignaturePad who={party.signer} onChange={(picture) => onChange({ picture: picture ?? '' })} />
      )}
      {typed.party === 'refused' && (
        <>
          <Field label="拒绝签收的事由" id="paper-reason">
            <input
              id="paper-reason"
              maxLength={200}
              value={typed.reason}
              onChange={({ target }) => onChange({ reason: target.value })}
            />
          </Field>
          <Field label="见证人（没有的不填）" id="paper-witness">
            <input
              id="paper-witness"
              maxLength={40}
              value={typed.witness}
              onChange={({ target }) => onChange({ witness: target.value })}
            />
          </Field>
        </>
      )}
    </div>
  )
}

const TYPED = ['text', 'longtext', 'date', 'datetime']

interface TypedFieldsProps {
  fields: readonly FormField[]
  /** Fields that are missing or were typed here. */
  asked: ReadonlySet<string>
  values: Record<string, unknown>
  onChange(key: string, value: string): void
}

/** What the device does not know of itself and somebody can write on the spot. */
function TypedFields({ fields, asked, values, onChange }: TypedFieldsProps) {
  const open = fields.filter(
    ({ key, type, source }) => asked.has(key) && TYPED.includes(type) && !source.startsWith('previous'),
  )
  if (open.length === 0) return null
  return (
    <div className="fd-pad">
      {open.map(({ key, label_zh, help_zh, type, max_length }) => (
        <Field key={key} label={label_zh} id={`paper-${key}`} {...(help_zh ? { hint: help_zh } : {})}>
          <TypedField
            id={`paper-${key}`}
            type={type}
            most={max_length}
            value={String(values[key] ?? '')}
            onChange={(value) => onChange(key, value)}
          />
        </Field>
      ))}
    </div>
  )
}

interface TypedFieldProps {
  id: string
  type: string
  most: number | undefined
  value: string
  onChange(value: string): void
}

function TypedField({ type, most, ...box }: TypedFieldProps) {
  if (type === 'longtext') return <TextBox {...box} most={most ?? 500} />
  if (type === 'date') return <DateBox {...box} />
  if (type === 'datetime') return <MomentBox {...box} />
  const { id, value, onChange } = box
  return <input id={id} maxLength={most ?? 200} value={value} onChange={({ target }) => onChange(target.value)} />
}

interface PreviewProps {
  template: KitTemplate
  values: Readonly<Record<string, unknown>>
  series: string
  signatures: readonly SignInput[]
}

/** The pages as they will stand, marked as a draft. */
function Preview({ template, values, series, signatures }: PreviewProps) {
  const said = JSON.stringify([values, signatures])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is set is said by its text
  const [filled, pictures] = useMemo(
    () => [
      setDocument({
        ...{ template: template.template, values, series, draft: true, mark: '草稿' },
        signatures: standing(signatures),
      }),
      picturesOf(signatures),
    ],
    [said, template, series],
  )
  return <PaperView filled={filled} look="a4" pictures={pictures} check={null} />
}
