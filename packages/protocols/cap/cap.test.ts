import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeLineDecoder } from './by-hand.ts'
import { decodeAlert, decodeAlertText } from './decode.ts'
import { encodeAlert } from './encode.ts'
import { utcOf } from './kinds.ts'
import { warningLevel } from './level.ts'
import { encodeText } from './test-gbk.ts'

const TAIWAN = `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>WRA_ReservoirWarn_201405142010</identifier>
  <sender>ddmt01@wra.gov.tw</sender>
  <sent>2014-05-14T20:10:00+08:00</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope><code>Progress</code>
  <info>
    <language>zh-tw</language><category>Infra</category><event>水庫洩洪</event><responseType>Monitor</responseType>
    <urgency>Future</urgency><severity>Moderate</severity><certainty>Observed</certainty>
    <eventCode><valueName>profile:CAP-TWP:Event:1.0</valueName><value>ReservoirDis</value></eventCode>
    <effective>2014-05-14T20:10:00+08:00</effective><expires>2014-05-14T21:10:00+08:00</expires>
    <senderName>水利署</senderName><headline>明德水庫:洩洪中</headline>
    <web>http://fhy2.wra.gov.tw/Pub_Web_2011/Page/Reservoir.aspx</web>
    <parameter><valueName>alert_color</valueName><value>紅色</value></parameter>
    <area><areaDesc>苗栗縣頭屋鄉</areaDesc><geocode><valueName>Taiwan_Geocode_100</valueName><value>1000512</value></geocode></area>
  </info>
</alert>`

const HEAD = `<identifier>1</identifier><sender>s</sender><sent>2026-11-23T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>`
const INFO = `<category>Safety</category><event>泄漏</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>`
const alert = (inner: string, version = '1.2') =>
  `<alert xmlns="urn:oasis:names:tc:emergency:cap:${version}">${inner}</alert>`
const faultsOf = (xml: string) => {
  const answer = decodeAlertText(xml)
  return 'faults' in answer ? answer.faults.map(({ path, code }) => `${code} ${path}`) : answer
}

describe('worked examples of the reference', () => {
  test('A: an alert with Chinese text; the sender is not profiled, so severity counts', () => {
    const answer = decodeAlertText(TAIWAN)
    expect(answer).toMatchObject({ ok: true, version: '1.2', sentUtc: '2014-05-14T12:10:00Z', flags: [] })
    if (!answer.ok) throw new Error(answer.detail)
    const [info] = answer.alert.info as { severity: string }[]
    expect(info && warningLevel(info)).toBe(3)
    expect(info && warningLevel(info, 'alert_color')).toBe(1)
    expect(encodeAlert(answer)).toMatchObject({ ok: true, flags: [] })
  })
  test('B: the smallest message, of 1.1', () => {
    const xml = alert(
      '<identifier>USGS-earthquakes-us2010apcd.6.20100831T000925.496Z</identifier><sender>http://earthquake.usgs.gov/research/monitoring/anss/neic/</sender><sent>2010-08-31T00:09:25-05:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>',
      '1.1',
    )
    expect(decodeAlertText(xml)).toMatchObject({ ok: true, version: '1.1', sentUtc: '2010-08-31T05:09:25Z' })
  })
  test('C: scope is missing', () => {
    expect(faultsOf(alert(`${HEAD.replace('<scope>Public</scope>', '')}<info>${INFO}</info>`))).toEqual([
      'missing alert/scope',
    ])
  })
})

describe('every fault is told with its path', () => {
  test.each([
    [
      'out-of-order alert/sender',
      HEAD.replace('<sender>s</sender>', '')
        .replace('<status>', '<status>')
        .replace('<scope>', '<sender>s</sender><scope>'),
      ['out-of-order alert/sender'],
    ],
    ['an unknown element', `${HEAD}<colour>red</colour>`, ['unknown-element alert/colour']],
    [
      'values not in their lists',
      HEAD.replace('Actual', 'Real').replace('Public', 'All'),
      ['bad-value alert/status', 'bad-value alert/scope'],
    ],
    ['an identifier with a space', HEAD.replace('<identifier>1', '<identifier>1 2'), ['bad-value alert/identifier']],
    ['a day that does not exist', HEAD.replace('11-23', '02-30'), ['bad-value alert/sent']],
    ['empty references', `${HEAD}<references> </references>`, ['bad-value alert/references']],
    [
      'expires before sent',
      `${HEAD}<info>${INFO}<expires>2026-11-23T07:00:00+08:00</expires></info>`,
      ['bad-rule alert/info[1]/expires'],
    ],
    [
      'an open polygon, a negative radius, a ceiling alone',
      `${HEAD}<info>${INFO}<area><areaDesc>x</areaDesc><polygon>37,118 37,119 38,119 38,118</polygon><circle>37,118 -1</circle><ceiling>3</ceiling></area></info>`,
      [
        'bad-value alert/info[1]/area[1]/polygon[1]',
        'bad-value alert/info[1]/area[1]/circle[1]',
        'bad-rule alert/info[1]/area[1]/ceiling',
      ],
    ],
    [
      'a resource without its type',
      `${HEAD}<info>${INFO}<resource><resourceDesc>x</resourceDesc></resource></info>`,
      ['missing alert/info[1]/resource[1]/mimeType'],
    ],
    ['two scopes', `${HEAD}<scope>Private</scope>`, ['repeated alert/scope']],
  ])('%s', (_, inner, faults) => {
    expect(faultsOf(alert(inner))).toEqual(faults)
  })
  test('51 infos are too many', () => {
    expect(faultsOf(alert(HEAD + `<info>${INFO}</info>`.repeat(51)))).toEqual(['too-many alert/info'])
  })
})

describe('what is refused or only flagged', () => {
  test('no DOCTYPE, no entities, no depth, no size, no other XML', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    expect(decodeAlertText(bomb + alert(HEAD))).toMatchObject({ ok: false, reason: 'doctype' })
    expect(decodeAlertText(alert(`${HEAD}<note>&lol;</note>`))).toMatchObject({ reason: 'not-xml' })
    expect(decodeAlertText(alert('<a>'.repeat(30) + '</a>'.repeat(30)))).toMatchObject({ reason: 'too-deep' })
    expect(decodeAlertText(alert(`<note>${'x'.repeat(3 << 20)}</note>`))).toMatchObject({ reason: 'too-long' })
    expect(decodeAlertText('<html xmlns="x"/>')).toMatchObject({ reason: 'not-cap' })
    expect(decodeAlertText('<alert/>')).toMatchObject({ reason: 'not-cap' })
    expect(decodeAlertText('hello')).toMatchObject({ reason: 'not-xml' })
    expect(decodeAlertText('')).toMatchObject({ reason: 'empty' })
    expect(decodeAlertText('<alert xmlns="http://www.incident.com/cap/1.0"/>')).toMatchObject({
      reason: 'unsupported-version',
    })
  })
  test('prefixes, signatures, Z, Very Likely, references left off', () => {
    const xml = alert(
      `${HEAD.replace('+08:00', 'Z').replace('>Alert<', '>Update<')}<info>${INFO.replace('Observed', 'Very Likely')}</info><d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:x/></d:Signature>`,
    )
    expect(decodeAlertText(xml)).toMatchObject({
      ok: true,
      alert: { sent: '2026-11-23T08:00:00-00:00', info: [{ certainty: 'Likely' }] },
      flags: ['time-form:sent', 'old-value:certainty', 'foreign-element:Signature', 'missing-in-practice:references'],
    })
    const prefixed = alert(HEAD)
      .replace(/<(\/?)(?=\w)/g, '<$1cap:')
      .replace('xmlns=', 'xmlns:cap=')
    expect(decodeAlertText(prefixed)).toMatchObject({ ok: true })
  })
  test('the encoding of the prolog holds for bytes', () => {
    const xml = `<?xml version="1.0" encoding="GB18030"?>${alert(`${HEAD}<note>东营</note>`)}`
    expect(decodeAlert(encodeText(xml))).toMatchObject({ ok: true, alert: { note: '东营' } })
  })
  test('offsets', () => {
    expect(utcOf('2026-01-01T00:30:00+08:00')).toBe('2025-12-31T16:30:00Z')
    expect(utcOf('2026-01-01T00:30:00-05:30')).toBe('2026-01-01T06:00:00Z')
    expect(utcOf('2026-01-01T24:00:00+08:00')).toBeNull()
  })
})

const words = fc
  .array(fc.constantFrom(...'安网 <>&"\'\n\tabc水庫]'), { minLength: 1, maxLength: 20 })
  .map((chars) => `x${chars.join('')}x`)
const token = fc.array(fc.constantFrom(...'abc-_.@1:'), { minLength: 1, maxLength: 12 }).map((chars) => chars.join(''))
const when = fc
  .integer({ min: 0, max: 4e9 })
  .map((second) => new Date(second * 1000).toISOString().replace('.000Z', '-00:00'))
const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((value) => value / 1e6)
const position = fc.record({ latitude: degrees(90), longitude: degrees(180) })
const pair = fc.record({ valueName: words, value: words })
const area = fc.record(
  {
    areaDesc: words,
    polygon: fc.array(
      fc.array(position, { minLength: 3, maxLength: 6 }).map((ring) => [...ring, ring[0]]),
      { minLength: 1, maxLength: 2 },
    ),
    circle: fc.array(
      fc.record({ latitude: degrees(90), longitude: degrees(180), radiusKm: fc.integer({ min: 0, max: 5000 }) }),
      { minLength: 1, maxLength: 2 },
    ),
    geocode: fc.array(pair, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['areaDesc'] },
)
const info = fc.record(
  {
    language: fc.constant('zh-CN'),
    category: fc.array(fc.constantFrom('Safety', 'CBRNE', 'Fire'), { minLength: 1, maxLength: 3 }),
    event: words,
    urgency: fc.constantFrom('Immediate', 'Unknown'),
    severity: fc.constantFrom('Extreme', 'Minor'),
    certainty: fc.constantFrom('Likely', 'Observed'),
    eventCode: fc.array(pair, { minLength: 1, maxLength: 2 }),
    onset: when,
    headline: words,
    web: fc.constant('https://example.org/a?b=1&c=2'),
    resource: fc.array(fc.record({ resourceDesc: words, mimeType: fc.constant('image/png'), size: fc.nat() }), {
      minLength: 1,
      maxLength: 2,
    }),
    area: fc.array(area, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['category', 'event', 'urgency', 'severity', 'certainty'] },
)
const message = fc.record(
  {
    identifier: token,
    sender: token,
    sent: when,
    status: fc.constantFrom('Actual', 'Test'),
    msgType: fc.constantFrom('Alert', 'Cancel'),
    scope: fc.constantFrom('Public', 'Private'),
    note: words,
    references: fc.array(fc.record({ sender: token, identifier: token, sent: when }), { minLength: 1, maxLength: 3 }),
    info: fc.array(info, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope'] },
)

describe('both ways', () => {
  test('every message is read as it was written, on one line', () => {
    fc.assert(
      fc.property(message, (given) => {
        const written = encodeAlert({ alert: given })
        if (!written.ok) throw new Error(written.detail)
        expect(written.xml).not.toContain('\n')
        expect(decodeAlertText(written.xml)).toMatchObject({ ok: true, alert: given })
      }),
      { numRuns: 100 },
    )
  })
  test('what would be refused on receipt is not written', () => {
    expect(encodeAlert({ identifier: '1' })).toMatchObject({ ok: false, reason: 'bad-input' })
    expect(encodeAlert(null)).toMatchObject({ detail: '消息 应为一个对象' })
    expect(encodeAlert({ alert: { identifier: 5 } })).toMatchObject({ detail: 'alert/identifier：应为文字' })
  })
  test('documents on one line or over many, and one that never ends', () => {
    const { line, end } = makeLineDecoder()
    const answers = [
      ...TAIWAN.split('\n'),
      alert(HEAD),
      'junk',
      '<?xml version="1.0"?>',
      '<alert',
      alert(HEAD).replace(/^/, '<?xml version="1.0"?>'),
    ].flatMap(line)
    expect([...answers, ...end()].map(({ ok }) => ok)).toEqual([true, true, false, false, true])
  })
})
