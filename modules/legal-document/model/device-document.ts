import { localDateOf } from '#standards/calendar/local-date.ts'
import { frozenWords, sealedValues, textHashOf } from './frozen.ts'
import type { DeviceDocument, DeviceNumber, KitTemplate, SignInput } from './schema.ts'

/** What a device issues a document from. */
export interface IssueOnDevice {
  id: string
  deviceId: string
  kit: KitTemplate
  series: string
  about: { caseId: string | null; objectId: string | null }
  values: Readonly<Record<string, unknown>>
  /** Null for forms that have none. */
  number: DeviceNumber | null
  /** Instant by the clock of the device, ISO 8601. */
  issuedAt: string
  signatures: readonly SignInput[]
}

/** A document as a device issues it: words frozen under its number, as the server will set them again from the same values. */
export function issueOnDevice(issue: IssueOnDevice): DeviceDocument {
  const { id, deviceId, kit, series, about, number, issuedAt, signatures } = issue
  const given = sealedValues(kit.template, number?.text ?? null, localDateOf(new Date(issuedAt)))
  const values = { ...issue.values, ...given }
  const words = frozenWords({ template: kit.template, values, series })
  return {
    ...{ id, deviceId, series, issuedAt, values, words, ...about },
    ...{ key: kit.key, templateId: kit.templateId, templateVersion: kit.version },
    number: number && { blockId: number.blockId, n: number.n },
    textHash: textHashOf(number?.text ?? null, words),
    signatures: [...signatures],
  }
}
