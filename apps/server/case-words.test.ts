import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseKind } from '#kernel/cases/holder.ts'
import type { ActSpec } from '#kernel/cases/model/case-type.ts'
import { COMMON_ACTS, type CommonAct, commonSpec } from '#kernel/cases/model/common-acts.ts'
import { newId } from '#kernel/db/id.ts'
import { caseDesk } from './cases.ts'
import { type House, type Login, openHouse } from './test-house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.giveFileTo(newId())
})
afterAll(() => house.close())

const LOGINS: Record<string, Login> = {
  leader: 'chen',
  city_officer: 'zhou',
  county_officer: 'wang',
  town_officer: 'zhang',
  grid_officer: 'li',
  enterprise_contact: 'zhao',
}
const INVISIBLE = '\u200b\u2060\u3164\ufeff'
const GARBAGE = [
  undefined,
  null,
  5,
  -1e12,
  1e99,
  '',
  ' ',
  'x',
  INVISIBLE,
  '2026-13-45',
  'y'.repeat(5000),
  true,
  [],
  {},
  [{}],
  [''],
]

/** Everything a body can be wrong in: the fields of the input each by itself, and what comes along with every act. */
function bodiesOf(spec: Pick<ActSpec<string>, 'input'>): object[] {
  const fields = Object.keys(spec.input.shape)
  const wrong = fields.flatMap((field) => GARBAGE.map((value) => ({ input: { [field]: value } })))
  const beside = ['version', 'attachments', 'place', 'deviceAt', 'id', 'gridCode', 'objectId', 'fromId', 'unknown']
  return [
    ...wrong,
    ...beside.flatMap((key) => [5, 'x', {}, [], [5], { lng: 999 }].map((value) => ({ input: {}, [key]: value }))),
    { input: { nobody: 1 } },
    { input: 'x' },
    {},
  ]
}

interface Told {
  body: object
  words: string
}

/** Sentences of refusals that nobody at a desk can read. */
async function unreadable(login: Login, url: string, spec: Pick<ActSpec<string>, 'input'>): Promise<Told[]> {
  const found: Told[] = []
  let refused = 0
  for (const body of bodiesOf(spec)) {
    const answer = await house.as(login)('POST', `/api/v1${url}`, body)
    expect(answer.status).toBeLessThan(500)
    if (answer.status === 422) refused++
    const told = [answer.body.detail, ...(answer.body.errors ?? []).map(({ message }: { message: string }) => message)]
    for (const words of told.filter(Boolean))
      if (!/[一-鿿]/.test(words) || /[A-Za-z]{2,}/.test(words)) found.push({ body, words })
  }
  // Whoever may not do it at all is not told what is wrong with it: then this would prove nothing.
  expect(refused).toBeGreaterThan(20)
  return found
}

const mostOf = (kind: CaseKind) =>
  Object.entries(kind.type.acts)
    .filter(([, spec]) => !spec.internal)
    .map(([act, spec]) => ({ act, spec, login: spec.roles.map((role) => LOGINS[role]).find(Boolean) ?? 'zhou' }))

for (const kind of caseDesk.kinds.values())
  describe(kind.type.title, () => {
    const openings = mostOf(kind).filter(({ spec }) => spec.from === 'nothing')
    test.each(mostOf(kind))(
      '$act refuses what is wrong in words a person understands',
      async ({ act, spec, login }) => {
        const base = `/${kind.type.path}`
        const opens = spec.from === 'nothing'
        const url = opens ? (openings.length > 1 ? `${base}/${act}` : base) : `${base}/${newId()}/${act}`
        expect(await unreadable(login, url, spec)).toEqual([])
      },
    )
  })

const common = (Object.keys(COMMON_ACTS) as CommonAct[]).filter((act) => !commonSpec(act).platform)
test.each(common)('so does %s, which all kinds have', async (act) => {
  expect(await unreadable('zhou', `/tasks/${newId()}/${act}`, commonSpec(act))).toEqual([])
})

test('a text of marks nobody sees says nothing, and is refused as such', async () => {
  for (const text of [INVISIBLE, `\u200b${' '.repeat(20)}\u00ad`, 'ㅤㅤㅤ', '一\u200b']) {
    const answer = await house.as('zhou')('POST', `/api/v1/tasks/${newId()}/comment`, { input: { text } })
    expect([answer.status, answer.body.detail]).toEqual([422, '写清楚一点，至少两个字。'])
  }
  const seen = await house.as('zhou')('POST', `/api/v1/tasks/${newId()}/comment`, { input: { text: '👨‍👩‍👧收到' } })
  expect(seen.status).toBe(404)
})

test('lists and figures refuse a wrong filter in words a person understands', async () => {
  for (const query of ['grid=x', 'limit=x', 'limit=9999', 'objectId=1', `q=${'长'.repeat(101)}`]) {
    const answer = await house.as('zhou')('GET', `/api/v1/hazards?${query}`)
    const told = [answer.body.detail, ...answer.body.errors.map(({ message }: { message: string }) => message)]
    expect([query, answer.status]).toEqual([query, 422])
    for (const words of told) expect([query, words]).toEqual([query, expect.stringMatching(/^[^a-z]*[一-鿿][^a-z]*$/i)])
  }
})
