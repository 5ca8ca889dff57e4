import { businesses, businessesOf, type DutyRole } from '#modules/grid/model/businesses.ts'
import type { NewGrid } from '#modules/grid/server/store.ts'
import type { DemoLogin } from './accounts.ts'

/** One post of a body: its title, the duty it carries, and the role its seat gives. */
export interface Post {
  title: string
  /** Role in the duty; none for a post that carries no supervision. */
  role: DutyRole | null
  /** Permission role of the seat. */
  as: string
  businesses?: string[]
  regulatorClasses?: string[]
  authorised?: string[]
  empty?: boolean
  /** Whoever signs in with this account sits here. */
  login?: DemoLogin
}

/** A body of the city with its posts. */
export interface Body {
  node: NewGrid
  name: string
  shortName: string
  posts: Post[]
}

const ENFORCEMENT = businesses
  .filter(({ layer, enforcement }) => layer === 'safety' && enforcement)
  .map(({ code }) => code)
const EVERYDAY = businessesOf('safety')
  .filter(({ enforcement }) => !enforcement)
  .map(({ code }) => code)
const ALL = [...EVERYDAY, ...ENFORCEMENT]
const without = (list: readonly string[], code: string) => list.filter((one) => one !== code)

/** The zone whose files the city keeps itself, and the towns whose files the county keeps. */
export const KEPT_BY_CITY = '370571'
export const KEPT_BY_COUNTY = ['广饶街道', '稻庄镇']
/** The town whose villages have their grid staff. */
const WITH_VILLAGES = '370523107'

/**
 * Every body of the city, one a grid, with its posts. Left with faults on purpose, so that the proof of coverage has
 * something to name: an empty post at the port zone, no penalty authorisation in 河口区, two sector officers in 广饶县.
 */
export function bodiesOf(nodes: readonly NewGrid[], busiestVillage: string): Body[] {
  return nodes.flatMap((node) => {
    if (node.level === 'city') return [body(node, `${node.name}应急管理局`, '市应急局', cityPosts())]
    if (node.level === 'county') return [body(node, `${node.name}应急管理局`, `${node.name}应急局`, countyPosts(node))]
    if (node.level === 'town') return [body(node, `${node.name}应急管理办公室`, `${node.name}应急办`, townPosts(node))]
    return node.level === 'village' && node.code.startsWith(WITH_VILLAGES)
      ? [body(node, node.name, node.name, villagePosts(node, busiestVillage))]
      : []
  })
}

const body = (node: NewGrid, name: string, shortName: string, posts: Post[]): Body => ({
  node,
  name,
  shortName,
  posts,
})

function cityPosts(): Post[] {
  return [
    { title: '市级管理员', role: null, as: 'city_admin', login: 'city-admin' },
    { title: '局长', role: 'main', as: 'leader', login: 'city-leader' },
    {
      title: '市级监管员',
      role: 'officer',
      as: 'city_officer',
      businesses: ['base_data', 'credit', 'standardization'],
      login: 'city-officer',
    },
    { title: '分管副局长', role: 'deputy', as: 'leader' },
    { title: '安全生产基础科科长', role: 'specific', as: 'city_officer' },
  ]
}

function countyPosts(node: NewGrid): Post[] {
  const authorised = node.name === '河口区' ? without(ENFORCEMENT, 'penalty') : ENFORCEMENT
  const general: Post = {
    title: '综合监管员',
    role: 'officer',
    as: 'county_officer',
    authorised,
    empty: node.name.includes('东营港'),
    ...(node.code === KEPT_BY_CITY ? { businesses: without(ALL, 'base_data') } : {}),
    ...(node.name === '广饶县' ? { login: 'guangrao-officer' as const } : {}),
  }
  const leaders: Post[] = [
    {
      ...{ title: '局长', role: 'main', as: 'leader' },
      ...(node.name === '广饶县' ? { login: 'guangrao-leader' as const } : {}),
    },
    { title: '分管副局长', role: 'deputy', as: 'leader' },
    { title: '安全生产基础科负责人', role: 'specific', as: 'county_officer' },
  ]
  if (node.name !== '广饶县') return [general, ...leaders]
  // Sector officers supervise their sector; the files of all sectors are the general officer's.
  const sector = (title: string, regulatorClass: string): Post => ({
    title,
    role: 'officer',
    as: 'county_officer',
    authorised,
    businesses: without(ALL, 'base_data'),
    regulatorClasses: [regulatorClass],
  })
  return [general, ...leaders, sector('危化品监管员', 'hazchem'), sector('工贸监管员', 'industry_trade')]
}

function townPosts(node: NewGrid): Post[] {
  const filesKeptAbove = node.code.startsWith(KEPT_BY_CITY) || KEPT_BY_COUNTY.includes(node.name)
  return [
    {
      title: '镇街监管员',
      role: 'officer',
      as: 'town_officer',
      businesses: filesKeptAbove ? without(EVERYDAY, 'base_data') : EVERYDAY,
      ...(node.code === WITH_VILLAGES ? { login: 'damatou-officer' as const, title: '大码头镇监管员' } : {}),
    },
    { title: '镇街主要负责人', role: 'main', as: 'town_officer' },
  ]
}

function villagePosts(node: NewGrid, busiest: string): Post[] {
  return [
    {
      title: '网格员',
      role: 'grid_staff',
      as: 'grid_officer',
      businesses: ['patrol', 'base_data', 'hazard'],
      ...(node.code === busiest ? { login: 'grid-officer' as const, title: '村网格员' } : {}),
    },
    { title: '网格长', role: 'main', as: 'grid_chief' },
  ]
}
