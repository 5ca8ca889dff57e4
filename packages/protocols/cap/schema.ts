import { circle, type Kind, number, oneOf, polygon, references, text, time, token, uri, whole } from './kinds.ts'

/** One element a parent may hold, in the order of the schema. */
export interface Row {
  readonly name: string
  readonly least: 0 | 1
  readonly most: 1 | 'many'
  readonly content: Kind | readonly Row[]
  /** Needed since 1.2 only. */
  readonly neededIn12?: boolean
}

const one = (name: string, content: Row['content'] = text): Row => ({ name, least: 1, most: 1, content })
const maybe = (name: string, content: Row['content'] = text): Row => ({ name, least: 0, most: 1, content })
const many = (name: string, content: Row['content'] = text): Row => ({ name, least: 0, most: 'many', content })
const some = (name: string, content: Row['content'] = text): Row => ({ name, least: 1, most: 'many', content })

const pair: readonly Row[] = [one('valueName'), one('value')]

const RESOURCE: readonly Row[] = [
  one('resourceDesc'),
  { ...maybe('mimeType'), neededIn12: true },
  maybe('size', whole),
  maybe('uri'),
  maybe('derefUri'),
  maybe('digest'),
]

const AREA: readonly Row[] = [
  one('areaDesc'),
  many('polygon', polygon),
  many('circle', circle),
  many('geocode', pair),
  maybe('altitude', number),
  maybe('ceiling', number),
]

const INFO: readonly Row[] = [
  maybe('language'),
  some(
    'category',
    oneOf([
      'Geo',
      'Met',
      'Safety',
      'Security',
      'Rescue',
      'Fire',
      'Health',
      'Env',
      'Transport',
      'Infra',
      'CBRNE',
      'Other',
    ]),
  ),
  one('event'),
  many(
    'responseType',
    oneOf(['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None']),
  ),
  one('urgency', oneOf(['Immediate', 'Expected', 'Future', 'Past', 'Unknown'])),
  one('severity', oneOf(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])),
  one('certainty', oneOf(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'], { 'Very Likely': 'Likely' })),
  maybe('audience'),
  many('eventCode', pair),
  maybe('effective', time),
  maybe('onset', time),
  maybe('expires', time),
  maybe('senderName'),
  maybe('headline'),
  maybe('description'),
  maybe('instruction'),
  maybe('web', uri),
  maybe('contact'),
  many('parameter', pair),
  many('resource', RESOURCE),
  many('area', AREA),
]

/** A message of CAP (§1–4 of the reference): the table both reading and writing go by. */
export const ALERT: readonly Row[] = [
  one('identifier', token),
  one('sender', token),
  one('sent', time),
  one('status', oneOf(['Actual', 'Exercise', 'System', 'Test', 'Draft'])),
  one('msgType', oneOf(['Alert', 'Update', 'Cancel', 'Ack', 'Error'])),
  maybe('source'),
  one('scope', oneOf(['Public', 'Restricted', 'Private'])),
  maybe('restriction'),
  maybe('addresses'),
  many('code'),
  maybe('note'),
  maybe('references', references),
  maybe('incidents'),
  many('info', INFO),
]

export const NAMESPACES: Readonly<Record<string, '1.0' | '1.1' | '1.2'>> = {
  'http://www.incident.com/cap/1.0': '1.0',
  'urn:oasis:names:tc:emergency:cap:1.1': '1.1',
  'urn:oasis:names:tc:emergency:cap:1.2': '1.2',
}
export const NAMESPACE_12 = 'urn:oasis:names:tc:emergency:cap:1.2'
