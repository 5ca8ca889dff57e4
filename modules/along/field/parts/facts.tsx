import type { z } from 'zod'
import { day, today } from '#kernel/ui/format.ts'
import { valueWords } from '#modules/enterprise/console/parts/field-value.ts'
import { type Field, fields } from '#modules/enterprise/model/fields.ts'
import type { EnterpriseFile } from '#modules/enterprise/model/schema.ts'

type File = z.output<typeof EnterpriseFile>

/** Shown at the head of the page or with the people to call. */
const ELSEWHERE = new Set(['name', 'riskLevel', 'lng', 'lat', 'dutyPhone', 'siteNo'])

const shown = (fields as readonly Field[]).filter(({ key, personal }) => !personal && !ELSEWHERE.has(key))

/** What the register says, and how long ago somebody confirmed it. */
export function Facts({ file }: { file: File }) {
  const lines = shown.flatMap((field) => {
    const words = valueWords(field, file.values[field.key])
    return words === null ? [] : [{ field, words }]
  })
  const factOf = new Map(file.facts.map((fact) => [fact.field, fact]))
  return (
    <section aria-label="登记的情况">
      <h2 className="fd-part">登记的情况</h2>
      <dl className="fd-facts al-facts">
        {lines.map(({ field, words }) => (
          <FactLine
            key={field.key}
            label={field.label}
            words={words}
            fact={factOf.get(field.key)}
            ages={field.freshDays !== undefined}
          />
        ))}
      </dl>
    </section>
  )
}

interface FactLineProps {
  label: string
  words: string
  fact: File['facts'][number] | undefined
  /** Whether it has to be confirmed now and then. */
  ages: boolean
}

function FactLine({ label, words, fact, ages }: FactLineProps) {
  const over = !fact || fact.goodUntil < today()
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {words}
        {ages && (
          <small className={over ? 'al-fact fd-warn' : 'al-fact'}>
            {fact ? `${day(fact.confirmedAt)} 核实${over ? '，该再核实了' : ''}` : '没有核实过'}
          </small>
        )}
      </dd>
    </>
  )
}
