import { subtree, wholeTree } from '#kernel/scope/scope.ts'
import { countContradictions } from '#modules/enterprise/server/store/change.ts'
import type { Fault, Finding } from '#modules/grid/model/coverage.ts'
import { coverageOf } from '#modules/grid/server/duty/service.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import type { DemoLogin } from '../accounts.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Register } from '../register/load.ts'
import type { Stage } from '../stage.ts'
import { type Cast, TOWN } from './cast.ts'

/** Tells each desk what ages and what nobody answers for, a week ago and on the last working morning; figures of those days. */
export function planReminders(stage: Stage, register: Register, cast: Cast, day: LocalDate): void {
  for (const daysBefore of [6, 1]) {
    const on = workdaysBefore(day, daysBefore)
    stage.plan(momentOf(on, '08:05'), () => tellStale(stage, register, cast, daysBefore === 1 ? day : on))
  }
  stage.plan(momentOf(workdaysBefore(day, 1), '08:10'), () => tellCoverage(stage, day))
  stage.plan(momentOf(workdaysBefore(day, 1), '14:20'), () => tellDisputed(stage, cast.villageCode))
  stage.plan(momentOf(workdaysBefore(day, 2), '08:30'), () => tellLeaders(stage, register, day))
  stage.plan(momentOf(workdaysBefore(day, 1), '08:15'), () => tellOwn(stage, register, cast, day))
}

async function tellStale(stage: Stage, { enterprises }: Register, cast: Cast, on: LocalDate): Promise<void> {
  const desks: readonly (readonly [login: DemoLogin, prefix: string, where: string])[] = [
    ['city-officer', '370571', '东营经济开发区'],
    ['guangrao-officer', '370523', '全县'],
    ['damatou-officer', TOWN, '全镇'],
    ['grid-officer', cast.villageCode, '本村'],
  ]
  for (const [login, prefix, where] of desks) {
    const stale = enterprises.filter(
      ({ gridCode, staleOn }) => gridCode.startsWith(prefix) && (staleOn === null || staleOn <= on),
    ).length
    await stage.tell([login], {
      kind: 'enterprise.stale',
      title: `${where}有 ${stale} 家企业的关键信息过了有效期`,
      text: '联系人、电话和经营状态每季度确认一次，请安排走访或电话核实。',
      link: `/enterprises?grid=${prefix}&freshness=stale`,
    })
  }
}

/** What the grid officer settles on the spot. */
async function tellDisputed(stage: Stage, village: string): Promise<void> {
  const open = await countContradictions(stage.tx, subtree(village), undefined)
  await stage.tell(['grid-officer'], {
    kind: 'enterprise.disputed',
    title: `本村有 ${open} 项关键信息不同来源说法不一`,
    text: '请走访时当面核实，保留现值或按新说法更正。',
    link: '/enterprise-changes',
  })
}

const WORDS: Readonly<Record<Fault, string>> = {
  gap: '无人负责',
  overlap: '重复负责',
  empty_post: '岗位空缺',
  unauthorised: '缺少授权',
}

async function tellCoverage(stage: Stage, day: LocalDate): Promise<void> {
  for (const [logins, prefix, where] of [
    [['city-admin', 'city-leader'], '3705', '全市'],
    [['guangrao-officer', 'guangrao-leader'], '370523', '全县'],
  ] as const) {
    const { coverage } = await coverageOf(stage.tx, wholeTree, prefix, 'safety', day)
    const faults = Object.entries(WORDS)
      .map(([fault, word]) => ({ word, n: pairsOf(coverage.findings.filter((finding) => finding.fault === fault)) }))
      .filter(({ n }) => n > 0)
    await stage.tell(logins, {
      kind: 'grid.coverage-checked',
      title: `${where}监管责任核对：${faults.map(({ word, n }) => `${word} ${count(n)} 项`).join('，')}`,
      text: `${count(coverage.pairs)} 项责任里 ${count(coverage.answered)} 项落实到岗到人。`,
      link: `/grids/${prefix}?view=coverage`,
    })
  }
}

const count = (n: number): string => n.toLocaleString('zh-CN')

/** How many pairs of object and business findings are about, as the page behind the message counts them. */
const pairsOf = (findings: readonly Finding[]): number => findings.reduce((sum, { objects }) => sum + objects, 0)

/** What the leaders look at: the enterprises with major hazards whose files are no longer sure, and what stands still. */
async function tellLeaders(stage: Stage, register: Register, day: LocalDate): Promise<void> {
  await tellLeader(stage, register, day, ['city-leader', '3705', '全市'])
  await tellLeader(stage, register, day, ['guangrao-leader', '370523', '全县'])
}

async function tellLeader(
  stage: Stage,
  { enterprises: all, installations: everywhere }: Register,
  day: LocalDate,
  [login, prefix, where]: readonly [DemoLogin, string, string],
): Promise<void> {
  const enterprises = all.filter(({ gridCode }) => gridCode.startsWith(prefix))
  const here = new Set(enterprises.map(({ id }) => id))
  const installations = everywhere.filter(({ enterpriseId }) => here.has(enterpriseId))
  const withUnit = new Set(installations.map(({ enterpriseId }) => enterpriseId))
  const stale = enterprises.filter(({ id, staleOn }) => withUnit.has(id) && (staleOn === null || staleOn <= day)).length
  const grid = prefix === '3705' ? '' : `grid=${prefix}&`
  await stage.tell([login], {
    kind: 'enterprise.stale',
    title: `${withUnit.size} 家重大危险源企业中，${stale} 家关键信息过了有效期`,
    text: '请督促属地在本周内核实；点开可看名单。',
    link: `/enterprises?${grid}majorHazard=true&freshness=stale`,
  })
  const top = installations.filter(({ level }) => level === 1 || level === 2).length
  await stage.tell([login], {
    kind: 'enterprise.major-hazards',
    title: `重大危险源包保：一、二级 ${top} 个，${where}共 ${installations.length} 个`,
    text: '分布见一张图。',
    link: '/map',
  })
  const stopped = enterprises.filter(({ values }) => values.operatingState === 'stopped').length
  await stage.tell([login], {
    kind: 'enterprise.stopped',
    title: `${where}停产企业 ${stopped} 家，复产前须经属地核查`,
    text: '请盯紧复工复产。',
    link: `/enterprises?${grid}operatingState=stopped`,
  })
}

async function tellOwn(stage: Stage, { ledgers }: Register, { own }: Cast, day: LocalDate): Promise<void> {
  const rows = ledgers.filter(({ enterpriseId }) => enterpriseId === own.id)
  const soon = (kind: string) =>
    rows.filter(({ kind: of, data }) => of === kind && String(data.validTo) <= addDays(day, 90)).length
  await stage.tell(['enterprise'], {
    kind: 'enterprise.contact-due',
    title: '联系人、联系电话和经营状态超过 90 天没有确认',
    text: '内容没变也请确认一次；变了请申报变更。',
    link: `/enterprises/${own.id}`,
  })
  await stage.tell(['enterprise'], {
    kind: 'enterprise.certificates-due',
    title: `人员证书 ${soon('person_certificate')} 本、证照 ${soon('licence')} 本在 90 天内到期或已到期`,
    text: '请尽早办理复审、延续，并更新台账。',
    link: `/enterprises/${own.id}?view=safety`,
  })
}
