import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import * as identity from '#kernel/identity/store.ts'
import { businesses, businessesOf, type DutyRole } from '#modules/grid/model/businesses.ts'
import type { Duty } from '#modules/grid/model/coverage.ts'
import * as duties from '#modules/grid/server/duty/store.ts'
import { listSubtree, type NewGrid } from '#modules/grid/server/store.ts'

const FROM = '2016-07-01'
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const GIVEN = ['建国', '海涛', '明远', '桂芳', '文静', '立军', '国强', '春梅', '文涛', '洪波', '志刚', '晓东']
const ENFORCEMENT = businesses
  .filter(({ layer, enforcement }) => layer === 'safety' && enforcement)
  .map(({ code }) => code)
const EVERYDAY = businessesOf('safety')
  .filter(({ enforcement }) => !enforcement)
  .map(({ code }) => code)

interface Post {
  title: string
  role: DutyRole
  /** Permission role of the seat. */
  as: string
  businesses?: string[]
  regulatorClasses?: string[]
  authorised?: string[]
  empty?: boolean
}

/**
 * Bodies, posts and duties of the demo city. Left with faults on purpose, so that the proof of coverage has something to
 * name: an empty post at the port zone, no penalty authorisation in 河口区, two sector officers in 广饶县.
 */
export async function loadDemoDuties(tx: Tx, day: string, accounts: ReadonlyMap<string, string>): Promise<number> {
  const nodes = await listSubtree(tx, '3705')
  const signedOn = `${day.slice(0, 4)}-01-10` <= day ? `${day.slice(0, 4)}-01-10` : null
  const plan = nodes.flatMap((node) => {
    if (node.level === 'city')
      return [{ node, body: '东营市安全生产委员会办公室', posts: leaders('county_officer', '局') }]
    if (node.level === 'county') return [{ node, body: `${node.name}应急管理局`, posts: countyPosts(node) }]
    if (node.level === 'town') return [{ node, body: `${node.name}应急管理办公室`, posts: townPosts() }]
    return node.code.startsWith('370523107') && node.level === 'village'
      ? [{ node, body: `${node.name}`, posts: villagePosts() }]
      : []
  })
  let at = 0
  const given: Parameters<typeof duties.insertDuties>[1] = []
  for (const { node, body, posts } of plan) {
    const bodyId = newId()
    await identity.insertBody(tx, { id: bodyId, name: body, shortName: body, kind: 'government', gridCode: node.code })
    for (const post of posts) {
      // The posts of the demo accounts are the ones people sign in with, not doubles of them.
      const own = post.regulatorClasses ? undefined : accounts.get(`${node.code} ${post.as} ${post.role}`)
      const seatId = own ?? (await fillPost(tx, node, bodyId, post, at++))
      if (post.authorised) await authorise(tx, seatId, post.authorised)
      given.push({ ...dutyOf(node, seatId, post), commitmentSignedOn: signedOn, fromOn: FROM })
    }
  }
  await duties.insertDuties(tx, given)
  return given.length
}

function leaders(as: string, word: string): Post[] {
  return [
    { title: `${word}长`, role: 'main', as },
    { title: `分管副${word}长`, role: 'deputy', as },
    { title: '具体负责人', role: 'specific', as },
  ]
}

function countyPosts(node: NewGrid): Post[] {
  const authorised = node.name === '河口区' ? ENFORCEMENT.filter((code) => code !== 'penalty') : ENFORCEMENT
  const general: Post = {
    title: '综合监管员',
    role: 'officer',
    as: 'county_officer',
    authorised,
    empty: node.name.includes('东营港'),
  }
  if (node.name !== '广饶县') return [...leaders('county_officer', '局'), general]
  return [
    ...leaders('county_officer', '局'),
    general,
    { title: '危化品监管员', role: 'officer', as: 'county_officer', authorised, regulatorClasses: ['hazchem'] },
    { title: '工贸监管员', role: 'officer', as: 'county_officer', authorised, regulatorClasses: ['industry_trade'] },
  ]
}

const townPosts = (): Post[] => [
  { title: '镇街主要负责人', role: 'main', as: 'town_officer' },
  { title: '安监站监管员', role: 'officer', as: 'town_officer', businesses: EVERYDAY },
]

const villagePosts = (): Post[] => [
  { title: '网格员', role: 'grid_staff', as: 'grid_officer', businesses: ['patrol', 'base_data', 'hazard'] },
]

/** Makes the seat and, unless the post is empty, somebody to sit on it. */
async function fillPost(tx: Tx, node: NewGrid, bodyId: string, post: Post, at: number): Promise<string> {
  const seatId = newId()
  await identity.insertSeat(tx, {
    id: seatId,
    bodyId,
    title: post.title,
    role: post.as,
    gridCode: node.code,
    fromOn: FROM,
  })
  if (post.empty) return seatId
  const person = {
    id: newId(),
    name: `${SURNAMES[at % SURNAMES.length]}${GIVEN[(at * 7) % GIVEN.length]}`,
    phone: null,
  }
  await identity.insertPerson(tx, person)
  await identity.insertHolding(tx, { id: newId(), seatId, personId: person.id, fromOn: FROM })
  return seatId
}

const authorise = (tx: Tx, seatId: string, authorised: string[]): Promise<void> =>
  duties.insertAuthorization(tx, {
    id: newId(),
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
    role: post.role,
    businesses: post.businesses ?? null,
    objectClass: null,
    regulatorClasses: post.regulatorClasses ?? null,
  }
}
