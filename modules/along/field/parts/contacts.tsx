import { useState } from 'react'
import type { z } from 'zod'
import { useOnline, usePerson } from '#kernel/sync/field/hooks.ts'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { Field } from '#kernel/ui/field/screen.tsx'
import type { EnterpriseFile } from '#modules/enterprise/model/schema.ts'

type File = z.output<typeof EnterpriseFile>

const PEOPLE = [
  ['联系人', 'contact', 'contactPhone'],
  ['安全负责人', 'safetyDirector', 'safetyDirectorPhone'],
  ['主要负责人', 'principal', 'principalPhone'],
  ['法定代表人', 'legalRepresentative', 'legalRepresentativePhone'],
  ['值班电话', null, 'dutyPhone'],
] as const

/** Whom to call, with one tap where the number is whole. */
export function Contacts({ file }: { file: File }) {
  const [shown, setShown] = useState<Record<string, unknown>>({})
  const values: Record<string, unknown> = { ...file.values, ...shown }
  const lines = PEOPLE.map(([title, name, phone]) => ({
    ...{ title, key: phone, name: name && textOf(values[name]), phone: textOf(values[phone]) },
  })).filter(({ name, phone }) => name || phone)
  const isMasked = lines.some(({ phone }) => phone?.includes('*'))
  return (
    <section aria-label="联系人">
      <h2 className="fd-part">{lines.length > 0 ? '打电话' : '没有登记联系人'}</h2>
      <ul className="fd-list">
        {lines.map(({ key, title, name, phone }) => (
          <li key={key} className="fd-fact">
            <span>
              <small>{title}</small>
              {[name, phone].filter(Boolean).join('　')}
            </span>
            {phone && !phone.includes('*') && (
              <a className="fd-plain al-call" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
                打电话
              </a>
            )}
          </li>
        ))}
      </ul>
      {isMasked && <Reveal id={file.id} onShown={setShown} />}
    </section>
  )
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Asks for whole numbers, with what they are wanted for. */
function Reveal({ id, onShown }: { id: string; onShown(values: Record<string, unknown>): void }) {
  const { permissions } = usePerson()
  const online = useOnline()
  const [purpose, setPurpose] = useState<string | null>(null)
  const [fault, setFault] = useState<string | undefined>()
  if (!permissions.includes('enterprise.reveal'))
    return <p className="fd-pad fd-pale">姓名和电话打了码，您的岗位看不到完整的。</p>
  if (!online) return <p className="fd-pad fd-pale">带上时没有选完整的电话，现在没有网络，看不到完整的。</p>
  const show = async () => {
    try {
      const { values } = await send<{ values: Record<string, unknown> }>('POST', `/enterprises/${id}/reveal`, {
        body: { purpose },
      })
      onShown(values)
    } catch (error) {
      setFault(error instanceof ApiProblem ? error.detail : '没有看到，再试一次')
    }
  }
  if (purpose === null)
    return (
      <p className="fd-pad">
        <button type="button" className="fd-plain" onClick={() => setPurpose('')}>
          看完整的电话
        </button>
      </p>
    )
  return (
    <div className="fd-pad">
      <Field label="用途" id="reveal-purpose" hint="如 联系开门；会记在审计里" fault={fault}>
        <input
          id="reveal-purpose"
          maxLength={200}
          value={purpose}
          onChange={({ target }) => setPurpose(target.value)}
        />
      </Field>
      <button type="button" className="fd-plain" disabled={purpose.trim().length < 2} onClick={() => void show()}>
        看完整的电话
      </button>
    </div>
  )
}
