import type { z } from 'zod'
import { sender, useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { keep } from '#kernel/sync/field/outbox.ts'
import { day } from '#kernel/ui/format.ts'
import type { Position } from '#kernel/ui/position.ts'
import { valueWords } from '#modules/enterprise/console/parts/field-value.ts'
import { type Field, keyFields } from '#modules/enterprise/model/fields.ts'
import type { EnterpriseFile as FileSchema } from '#modules/enterprise/model/schema.ts'
import { filePath } from '../visit-draft.ts'

type EnterpriseFile = z.output<typeof FileSchema>

const SHOWN = 3

interface KeyFactsProps {
  objectId: string
  objectName: string
  position: Position | null
  /** Fields confirmed in this visit. */
  confirmed: readonly string[]
  onConfirm(field: string): void
}

/** The three key facts nobody confirmed for longest: one tap says they still hold, with or without a network. */
export default function KeyFacts({ objectId, objectName, position, confirmed, onConfirm }: KeyFactsProps) {
  const person = usePerson()
  const may = person.permissions.includes('enterprise.verify')
  const file = useHeld<EnterpriseFile>(may ? filePath(objectId) : null).held?.body
  if (!file) return null
  const factOf = (key: string) => file.facts.find((fact) => fact.field === key)
  const oldest = keyFields
    // Nobody can confirm what is shown with its middle hidden.
    .filter((field) => !field.personal && valueWords(field, file.values[field.key]) !== null)
    .toSorted((a, b) => (factOf(a.key)?.confirmedAt ?? '').localeCompare(factOf(b.key)?.confirmedAt ?? ''))
    .slice(0, SHOWN)
  if (oldest.length === 0) return null
  const confirm = async (field: Field) => {
    await keep(person, {
      path: `/enterprises/${objectId}/confirm`,
      body: { fields: [field.key], method: 'visit' },
      title: `核实${field.label}：${objectName}`,
      detail: '没有变',
      objectId,
      place: position,
    })
    onConfirm(field.key)
    sender.soon()
  }
  return (
    <section aria-label="顺手核实">
      <h2 className="fd-part">顺手核实，最久没有核实的三项还对吗</h2>
      <ul className="fd-list">
        {oldest.map((field) => (
          <li key={field.key} className="fd-fact">
            <span>
              <small>
                {field.label}，{factOf(field.key) ? `${day(factOf(field.key)?.confirmedAt)} 核实过` : '没有核实过'}
              </small>
              {valueWords(field, file.values[field.key])}
            </span>
            {confirmed.includes(field.key) ? (
              <small className="fd-ok">✓ 核实了</small>
            ) : (
              <button type="button" className="fd-plain" onClick={() => void confirm(field)}>
                没有变
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="fd-pad fd-pale">变了的回办公室在企业档案里改。</p>
    </section>
  )
}
