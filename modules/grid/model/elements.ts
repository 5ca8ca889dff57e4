import { businessesOf, type DutyRole, dutyRoles } from './businesses.ts'

/** What is known of one grid in one layer on one day, for the score card. */
export interface GridFacts {
  gridName: string
  /** Whether a boundary is drawn, and whether it is only made up for a demonstration. */
  boundary: 'none' | 'demo' | 'real'
  childrenWithoutBoundary: number
  /** Pairs of children whose boundaries overlap by more than a square metre. */
  overlaps: string[]
  objects: { children: number; enterprises: number; places: number }
  duties: {
    role: DutyRole
    title: string
    holders: readonly string[]
    commitmentSignedOn: string | null
    seatId: string
  }[]
  support: { headcountNeeded: number; headcount: number; equipment: string[]; workRules: string | null } | null
  authorised: ReadonlyMap<string, ReadonlySet<string>>
  /** Businesses an authorised officer of a grid above answers for here. */
  authorisedAbove: ReadonlySet<string>
  mechanisms: ReadonlySet<string>
  on: string
}

export interface ElementScore {
  element: string
  title: string
  state: 'met' | 'partly' | 'missing'
  summary: string
  /** What is missing, each a sentence an official can act on. */
  gaps: string[]
}

/** The seven elements (七要素) of grid supervision, each with what is missing. */
export function scoreElements(facts: GridFacts, layer: string): ElementScore[] {
  return [
    grid(facts),
    body(facts),
    object(facts),
    responsibility(facts),
    support(facts),
    authorisation(facts, layer),
    mechanism(facts),
  ]
}

function score(element: string, title: string, summary: string, gaps: string[], nothing = false): ElementScore {
  return { element, title, summary, gaps, state: gaps.length === 0 ? 'met' : nothing ? 'missing' : 'partly' }
}

function grid({ boundary, childrenWithoutBoundary, overlaps }: GridFacts): ElementScore {
  const gaps = [
    ...(boundary === 'none' ? ['没有划定边界'] : []),
    ...(boundary === 'demo' ? ['边界是示意的，应导入测绘部门的边界'] : []),
    ...(childrenWithoutBoundary > 0 ? [`${childrenWithoutBoundary} 个下级网格没有边界`] : []),
    ...overlaps.map((pair) => `${pair} 边界重叠`),
  ]
  return score('grid', '监管网格', boundary === 'none' ? '未划定' : '已划定边界', gaps, boundary === 'none')
}

function body({ duties }: GridFacts): ElementScore {
  const leaders: DutyRole[] = ['main', 'deputy', 'specific']
  const gaps = leaders.flatMap((role) => {
    const found = duties.filter((duty) => duty.role === role)
    if (found.length === 0) return [`没有明确${dutyRoles[role]}`]
    return found
      .filter(({ holders }) => holders.length === 0)
      .map(({ title }) => `${dutyRoles[role]}岗位「${title}」空缺`)
  })
  const named = leaders.filter((role) => duties.some((duty) => duty.role === role && duty.holders.length > 0)).length
  return score('body', '监管主体', `${named} / 3 级领导已明确到人`, gaps, named === 0)
}

function object({ objects }: GridFacts): ElementScore {
  const total = objects.children + objects.enterprises + objects.places
  const summary = `下级网格 ${objects.children} 个，企业 ${objects.enterprises} 家，其他对象 ${objects.places} 个`
  return score('object', '监管对象', summary, total === 0 ? ['没有登记任何监管对象'] : [], total === 0)
}

function responsibility({ duties, on }: GridFacts): ElementScore {
  const answering = duties.filter(({ role }) => role === 'officer' || role === 'grid_staff')
  const year = on.slice(0, 4)
  const unsigned = duties.filter(({ commitmentSignedOn }) => commitmentSignedOn?.slice(0, 4) !== year)
  const gaps = [
    ...(answering.length === 0 ? ['没有监管员或网格员承担监管责任'] : []),
    ...answering.filter(({ holders }) => holders.length === 0).map(({ title }) => `岗位「${title}」空缺`),
    ...(unsigned.length > 0 ? [`${unsigned.length} 个岗位没有签 ${year} 年责任书`] : []),
  ]
  return score('responsibility', '监管责任', `${answering.length} 个岗位承担监管责任`, gaps, answering.length === 0)
}

function support({ support: known }: GridFacts): ElementScore {
  if (!known) return score('support', '监管保障', '未登记', ['没有登记人员、装备和工作制度'], true)
  const gaps = [
    ...(known.headcount < known.headcountNeeded
      ? [`应配 ${known.headcountNeeded} 人，实有 ${known.headcount} 人`]
      : []),
    ...(known.equipment.length === 0 ? ['没有登记装备'] : []),
    ...(known.workRules ? [] : ['没有登记工作制度']),
  ]
  return score('support', '监管保障', `${known.headcount} 人，装备 ${known.equipment.length} 项`, gaps)
}

function authorisation({ duties, authorised, authorisedAbove }: GridFacts, layer: string): ElementScore {
  const officers = duties.filter(({ role }) => role === 'officer')
  const needed = businessesOf(layer).filter(({ enforcement }) => enforcement)
  const here = needed.filter(({ code }) => officers.some(({ seatId }) => authorised.get(seatId)?.has(code)))
  const above = needed.filter((business) => !here.includes(business) && authorisedAbove.has(business.code))
  const gaps = needed
    .filter((business) => !here.includes(business) && !above.includes(business))
    .map(({ name }) => `${name}没有获得授权的岗位`)
  const summary = `${needed.length} 项执法业务：本级授权 ${here.length} 项，由上级承担 ${above.length} 项`
  return score('authorisation', '监管授权', summary, gaps, gaps.length === needed.length)
}

const networks = { management: '管理网络', supervision: '监督网络', information: '信息网络' }

function mechanism({ mechanisms }: GridFacts): ElementScore {
  const gaps = Object.entries(networks)
    .filter(([code]) => !mechanisms.has(code))
    .map(([, name]) => `${name}没有运行制度`)
  return score('mechanism', '运行机制', `${3 - gaps.length} / 3 张网络有制度`, gaps, gaps.length === 3)
}
