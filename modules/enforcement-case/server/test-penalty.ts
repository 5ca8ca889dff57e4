import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'

type Login = 'admin' | 'chen' | 'zhou' | 'wang' | 'lin' | 'zhang' | 'li' | 'zhao'
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = { status: number; body: any }

/** As far as the stories need the house of tests. */
interface House {
  ownerUrl: string
  as(login: Login | null): (method: string, url: string, body?: unknown) => Promise<Answer>
  giveFileTo(enterpriseId: string): Promise<void>
  token(login: Login): Promise<string>
  // biome-ignore lint/suspicious/noExplicitAny: the server's own answer
  app: { inject(request: any): Promise<any> }
}

/** A day before or after today. */
export const ago = (days: number): string => addDays(today(), -days)

/** What the stories use of a house with an enterprise, certificates of two officers of the county, and everybody's files. */
export interface PenaltyHouse {
  enterprise: string
  /** Person ids by login. */
  people: Readonly<Record<string, string>>
  /** Seat ids by login. */
  seats: Readonly<Record<string, string>>
  send(login: Login | null, method: string, url: string, body?: unknown): Promise<Answer>
  /** Does an act with the version the case has now. */
  act(login: Login, id: string, name: string, input: object, files?: number): Promise<Answer>
  /** A file of somebody's about the enterprise. */
  file(login: Login): Promise<string>
  /** Moves everything that was done so far back by some days. */
  age(id: string, days: number): Promise<void>
}

const VILLAGE = '370523107201'
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Puts an enterprise and the certificates of the county's officers into a house of tests. */
export async function furnish(house: House): Promise<PenaltyHouse> {
  const send: PenaltyHouse['send'] = (login, method, url, body) => house.as(login)(method, `/api/v1${url}`, body)
  const about = {
    ...{ name: '广饶恒沣化工有限公司', gridCode: VILLAGE, legalRepresentative: '欧阳建国' },
    ...{ address: '大码头镇工业园5号', contact: '周海涛', contactPhone: '13800001111' },
  }
  const enterprise = (await send('admin', 'POST', '/enterprises', about)).body.id
  await house.giveFileTo(enterprise)
  const found = await asOwner(
    house.ownerUrl,
    `select a.login, a.person_id as id, h.seat_id from account a join seat_holding h on h.person_id = a.person_id
     where a.login = any($1)`,
    [['wang', 'zhang', 'zhou', 'chen', 'lin', 'zhao']],
  )
  const people = Object.fromEntries(found.rows.map(({ login, id }) => [login, id]))
  const seats = Object.fromEntries(found.rows.map(({ login, seat_id }) => [login, seat_id]))
  for (const [at, login] of ['wang', 'zhang', 'zhou', 'lin'].entries())
    await send('admin', 'POST', '/officer-certificates', {
      personId: people[login],
      number: `15370500${at}`,
      issuer: '山东省人民政府',
      field: '安全生产',
      validFrom: ago(400),
      validTo: addDays(today(), 400),
    })
  const files = new Map<Login, string>()
  const fileOf = async (login: Login): Promise<string> => {
    const known = files.get(login)
    if (known) return known
    const reply = await house.app.inject({
      method: 'POST',
      url: `/api/v1/files?name=a.png&objectId=${enterprise}`,
      headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(DOT, 'base64'),
    })
    files.set(login, reply.json().id)
    return reply.json().id
  }
  return {
    enterprise,
    people,
    seats,
    send,
    file: fileOf,
    act: async (login, id, name, input, count = 1) => {
      const rows = await asOwner(house.ownerUrl, 'select acts from case_record where id = $1', [id])
      const attachments = count > 0 ? [await fileOf(login)] : []
      return send(login, 'POST', `/enforcement-cases/${id}/${name}`, { input, attachments, version: rows.rows[0].acts })
    },
    age: async (id, days) => {
      await asOwner(house.ownerUrl, `update case_act set at = at - $2::int * interval '1 day' where case_id = $1`, [
        id,
        days,
      ])
    },
  }
}

/** What a clue of the house's enterprise says; the act lies a while back. */
export const clue = (more: object = {}) => ({
  source: 'inspection',
  what: '三名新进员工未经安全培训上岗作业',
  where: '一车间',
  violatedOn: ago(60),
  foundOn: ago(58),
  partyKind: 'unit',
  partyName: '广饶恒沣化工有限公司',
  ...more,
})

/** A weighing in the ordinary step of art. 97 item 3. */
export const weighing = (more: object = {}) => ({
  item: '97-3',
  stage: 'first',
  tier: 'ordinary',
  fact: '三人未培训',
  fine: 30_000,
  ...more,
})

export const served = (on: string, more: object = {}) => ({
  way: 'direct',
  on,
  receiver: '周海涛',
  proof: '送达回证签名',
  ...more,
})
