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
  /** How the other side signs this one; null until somebody says so. */
  party: Way | null
  picture: string
  reason: string
  witness: string
}

const NOTHING: Typed = { values: {}, party: null, picture: '', reason: '', witness: '' }

/** Each paper is signed by whoever read it: a signature given for the record is not set under another one. */
const WAYS = [
  { value: 'again', label: '当面签' },
  { value: 'paper', label: '印出来签' },
  { value: 'refused', label: '拒绝签收' },
] as const
type Way = (typeof WAYS)[number]['value']

/** The record is what was signed on site; whoever signed that did so for this document. */
const isSignedOnSite = ({ key }: PaperWant): boolean => key === 'inspection_record'

const partyOf = ({ signatures }: PaperWant) => signatures.find(({ field }) => field === 'partySignature')

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
      {!isSignedOnSite(want) && <PartySigns want={want} typed={typed} onChange={draft.change} />}
      <Preview template={template} values={values} series={known.kit.agency.series} signatures={signatures} />
    </Screen>
  )
}

/** Signatures of this document: officers as they signed on site, the other side as chosen. */
function signaturesOf(want: PaperWant, { template }: KitTemplate, typed: Typed): SignInput[] {
  const officerFields = new Set(template.signatures.filter(({ role }) => role === 'officer').map(({ field }) => field))
  const [party] = template.signatures.filter(({ role }) => role !== 'officer')
  const officers = want.signatures.filter(({ field }) => officerFields.has(field))
  const given = want.signatures.filter(({ field }) => !officerFields.has(field))
  const signer = given[0]?.signer
  if (isSignedOnSite(want)) return [...officers, ...given]
  if (!party || !signer) return officers
  const field = party.field
  if (typed.party === 'again')
    return typed.picture ? [...officers, { kind: 'picture', field, signer, picture: typed.picture }] : officers
  if (typed.party !== 'refused') return officers
  const witness = typed.witness.trim() ? { name: typed.witness.trim(), idNo: '', phone: '' } : null
  return [...officers, { kind: 'refused', field, signer, reason: typed.reason.trim() || '没有说明', witness }]
}

function faultOf(want: PaperWant, { party, picture, reason }: Typed): string | null {
  const signer = isSignedOnSite(want) ? undefined : partyOf(want)?.signer
  if (!signer) return null
  if (!WAYS.some(({ value }) => value === party)) return `先让${signer}看完，再选怎么签`
  if (party === 'again' && !picture) return `${signer}还没有签名`
  return party === 'refused' && reason.trim().length < 2 ? '写清楚拒绝签收的事由' : null
}

/** How the other side signs this document. */
function PartySigns({
  want,
  typed,
  onChange,
}: {
  want: PaperWant
  typed: Typed
  onChange(part: Partial<Typed>): void
}) {
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
            onChange={(way) => onChange({ party: way })}
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
