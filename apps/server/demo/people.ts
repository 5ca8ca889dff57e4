import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import * as identity from '#kernel/identity/store.ts'
import type { Duty } from '#modules/grid/model/coverage.ts'
import * as duties from '#modules/grid/server/duty/store.ts'
import type { NewGrid } from '#modules/grid/server/store.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { demoAccounts } from './accounts.ts'
import { officeDay } from './calendar.ts'
import type { Dice } from './dice.ts'
import { type Body, bodiesOf, type Post } from './posts.ts'
import type { DemoEnterprise } from './register/enterprises.ts'
import { mobile, personName } from './register/names.ts'

/** Since when posts are held: the half year before the report. */
export const FROM = '2016-07-01'

/** Gives ids that sort in the order they were asked for: where two seats are alike, the first stands before the second. */
export function idsFrom(start: number): () => string {
  let at = start
  return () => newId(at++)
}

interface Ground {
  tx: Tx
  dice: Dice
  day: LocalDate
  secret: string
  nextId(): string
}

/** Fills the bodies of the city: posts, who holds them, their duties and authorisations. @returns how many duties */
export async function loadPosts(
  tx: Tx,
  dice: Dice,
  day: LocalDate,
  secret: string,
  nodes: readonly NewGrid[],
  busiestVillage: string,
): Promise<number> {
  const ground = { tx, dice, day, secret, nextId: idsFrom(Date.parse(`${FROM}T01:00:00Z`)) }
  const given: Parameters<typeof duties.insertDuties>[1] = []
  for (const body of bodiesOf(nodes, busiestVillage)) given.push(...(await loadBody(ground, body)))
  await duties.insertDuties(tx, given)
  return given.length
}

async function loadBody(ground: Ground, { node, name, shortName, posts }: Body) {
  const bodyId = ground.nextId()
  await identity.insertBody(ground.tx, { id: bodyId, name, shortName, kind: 'government', gridCode: node.code })
  const year = ground.day.slice(0, 4)
  const signed = officeDay(`${year}-01-10`)
  const given = []
  for (const post of posts) {
    const seatId = await loadPost(ground, node, bodyId, post)
    if (!post.role) continue
    given.push({
      ...dutyOf(node, seatId, post),
      commitmentSignedOn: signed <= ground.day ? signed : null,
      fromOn: FROM,
    })
  }
  return given
}

/** Makes the seat and, unless the post is empty, whoever sits on it. */
async function loadPost(ground: Ground, node: NewGrid, bodyId: string, post: Post): Promise<string> {
  const { tx, nextId } = ground
  const seatId = nextId()
  const seat = { id: seatId, bodyId, title: post.title, role: post.as, gridCode: node.code, fromOn: FROM }
  await identity.insertSeat(tx, seat)
  if (post.authorised) await authorise(ground, seatId, post.authorised)
  if (!post.empty) await seatPerson(ground, seatId, post.login)
  return seatId
}

async function seatPerson(ground: Ground, seatId: string, login: Post['login'] | 'enterprise'): Promise<void> {
  const { tx, dice, nextId, secret } = ground
  const account = demoAccounts.find((one) => one.login === login)
  // Where an account was given to a seat later, its name is drawn as before: whoever comes after keeps his own.
  const drawn = account && !('drawn' in account) ? account.name : personName(dice)
  const person = { id: nextId(), name: account?.name ?? drawn, phone: mobile(dice) }
  await identity.insertPerson(tx, person)
  await identity.insertHolding(tx, { id: nextId(), seatId, personId: person.id, fromOn: FROM })
  if (account) await addAccount(tx, nextId(), person.id, account.login, secret)
}

const addAccount = (tx: Tx, id: string, personId: string, login: string, secret: string): Promise<void> =>
  identity.insertAccount(tx, { id, personId, login, passwordHash: secret, mustChangePassword: false })

/** Who keeps the file of an enterprise: the contact its file names, with an account. */
export interface Contact {
  login: string
  enterpriseId: string
}

/** Lets the contacts of some enterprises keep their files; the first is the demo account `enterprise`. */
export async function loadContacts(tx: Tx, secret: string, enterprises: readonly DemoEnterprise[]): Promise<Contact[]> {
  const nextId = idsFrom(Date.parse('2016-07-04T01:00:00Z'))
  const contacts: Contact[] = []
  for (const { id, gridCode, values } of enterprises) {
    const login = contacts.length === 0 ? 'enterprise' : `ent-${String(values.creditCode).slice(-8).toLowerCase()}`
    const [bodyId, seatId, personId] = [nextId(), nextId(), nextId()]
    const name = String(values.name)
    await identity.insertBody(tx, { id: bodyId, name, shortName: name, kind: 'enterprise', gridCode })
    const seat = {
      id: seatId,
      bodyId,
      title: '企业安全管理员',
      role: 'enterprise_contact',
      gridCode,
      objectId: id,
      fromOn: FROM,
    }
    await identity.insertSeat(tx, seat)
    await identity.insertPerson(tx, { id: personId, name: String(values.contact), phone: String(values.contactPhone) })
    await identity.insertHolding(tx, { id: nextId(), seatId, personId, fromOn: FROM })
    await addAccount(tx, nextId(), personId, login, secret)
    contacts.push({ login, enterpriseId: id })
  }
  return contacts
}

const authorise = ({ tx, nextId }: Ground, seatId: string, authorised: string[]): Promise<void> =>
  duties.insertAuthorization(tx, {
    id: nextId(),
    seatId,
    businesses: authorised,
    basis: '行政执法证',
    fromOn: FROM,
    toOn: null,
  })

function dutyOf(node: NewGrid, seatId: string, post: Post): Duty {
  return {
    id: newId(),
    seatId,
    gridCode: node.code,
    layer: 'safety',
    role: post.role as Duty['role'],
    businesses: post.businesses ?? null,
    objectClass: null,
    regulatorClasses: post.regulatorClasses ?? null,
  }
}
