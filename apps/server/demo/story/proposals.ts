import type { Value } from '#modules/enterprise/model/values.ts'
import { changeRoutes } from '#modules/enterprise/server/routes/change.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import type { DemoLogin } from '../accounts.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Contact } from '../people.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { mobile, personName } from '../register/names.ts'
import type { Stage } from '../stage.ts'
import type { Cast } from './cast.ts'

/** What came of a proposal: who decided, how many working days before the day, and how. */
interface Decision {
  by: DemoLogin
  daysBefore: number
  time: string
  returnedBecause?: string
}

interface Proposal {
  enterprise: DemoEnterprise
  daysBefore: number
  time: string
  values: Record<string, Value>
  decision?: Decision
}

/** Kinds of change an enterprise proposes; no two proposals of the story are alike. */
const CHANGES: readonly ((one: DemoEnterprise, dice: Dice) => Record<string, Value>)[] = [
  ({ values }, dice) => ({ contact: successor(values.contact, dice), contactPhone: mobile(dice) }),
  ({ values }, dice) => ({ staffCount: Math.max(5, Number(values.staffCount) + dice.whole(3, 28)) }),
  ({ values }, dice) => ({
    safetyDirector: successor(values.safetyDirector, dice),
    safetyDirectorPhone: mobile(dice),
  }),
  () => ({ operatingState: 'stopped' }),
  ({ values }, dice) => ({ annualRevenueWan: Number(values.staffCount) * dice.whole(38, 95) }),
  (_, dice) => ({ principalPhone: mobile(dice) }),
  ({ values }, dice) => ({ address: String(values.address).replace(/\d+号$/, `${dice.whole(200, 380)}号`) }),
  (_, dice) => ({ legalRepresentative: personName(dice), principal: personName(dice), principalPhone: mobile(dice) }),
  ({ values }, dice) => ({
    businessScope: `${values.businessScope}；${dice.pick(['货物进出口', '设备租赁', '道路货物运输', '技术服务'])}`,
  }),
  (_, dice) => ({ dutyPhone: `0546-${dice.whole(6, 8)}${dice.digits(6)}` }),
]

/** Enterprises propose changes of their files, offices approve or return some; the rest waits. @returns how many */
export function planProposals(
  stage: Stage,
  cast: Cast,
  contacts: readonly Contact[],
  day: LocalDate,
  dice: Dice,
): number {
  const logins = new Map(contacts.map(({ enterpriseId, login }) => [enterpriseId, login]))
  const proposals = plan(cast, dice)
  const scenes = proposals.flatMap((proposal) => {
    let id = ''
    const propose = async () => {
      const given = { params: { id: proposal.enterprise.id }, body: { values: proposal.values } }
      const login = logins.get(proposal.enterprise.id) as string
      const made = await stage.act<{ id: string }>(login, changeRoutes, 'POST /api/v1/enterprises/:id/changes', given)
      id = made.id
    }
    const decide = (decision: Decision) => async () => {
      const act = decision.returnedBecause ? 'return' : 'approve'
      const body = decision.returnedBecause ? { reason: decision.returnedBecause } : {}
      await stage.act(decision.by, changeRoutes, `POST /api/v1/enterprise-changes/:id/${act}`, { params: { id }, body })
    }
    const at = ({ daysBefore, time }: { daysBefore: number; time: string }) =>
      momentOf(workdaysBefore(day, daysBefore), time)
    return [
      { moment: at(proposal), play: propose },
      ...(proposal.decision ? [{ moment: at(proposal.decision), play: decide(proposal.decision) }] : []),
    ]
  })
  for (const { moment, play } of scenes) stage.plan(moment, play)
  return proposals.length
}

/** Who proposes what and when; times of day differ, so that no two happen at once. */
function plan({ own, village, town, county, city, leaving, others }: Cast, dice: Dice): Proposal[] {
  let kind = 0
  const change = (one: DemoEnterprise) => (CHANGES[kind++ % CHANGES.length] as (typeof CHANGES)[number])(one, dice)
  const waiting = (list: readonly DemoEnterprise[], days: readonly number[]): Proposal[] =>
    list.map((enterprise, at) => ({
      enterprise,
      daysBefore: days[at % days.length] as number,
      time: timeOf(at + kind),
      values: change(enterprise),
    }))
  const decided = (enterprise: DemoEnterprise, daysBefore: number, decision: Decision): Proposal => ({
    enterprise,
    daysBefore,
    time: timeOf(kind),
    values: change(enterprise),
    decision,
  })
  const by = (login: DemoLogin, daysBefore: number, time: string, returnedBecause?: string): Decision => ({
    by: login,
    daysBefore,
    time,
    ...(returnedBecause ? { returnedBecause } : {}),
  })
  const staff = Number(own.values.staffCount)
  return [
    {
      enterprise: own,
      daysBefore: 8,
      time: '09:24',
      values: { staffCount: staff + 12 },
      decision: by('damatou-officer', 7, '10:12'),
    },
    {
      enterprise: own,
      daysBefore: 5,
      time: '16:05',
      values: { principalPhone: mobile(dice) },
      decision: by('damatou-officer', 4, '11:31', '号码与上次走访登记的不一致，请核对后重新申报，并上传任职文件。'),
    },
    {
      enterprise: own,
      daysBefore: 1,
      time: '15:18',
      values: { safetyDirector: successor(own.values.safetyDirector, dice), safetyDirectorPhone: mobile(dice) },
    },
    ...waiting(leaving.slice(0, 2), [8]),
    decided(town[0] as DemoEnterprise, 6, by('damatou-officer', 5, '15:40')),
    decided(town[1] as DemoEnterprise, 4, by('damatou-officer', 3, '09:52', '联系电话少一位，请核对。')),
    ...waiting([...town.slice(2, 6), ...village.slice(0, 1)], [3, 2, 2, 1, 1]),
    decided(county[0] as DemoEnterprise, 6, by('guangrao-officer', 5, '09:35')),
    decided(county[1] as DemoEnterprise, 3, by('guangrao-officer', 2, '14:22', '请附停产报告后重新申报。')),
    ...waiting(county.slice(2, 7), [4, 3, 2, 1, 1]),
    decided(city[0] as DemoEnterprise, 5, by('city-officer', 4, '10:48')),
    ...waiting(city.slice(1, 5), [3, 2, 1, 1]),
    ...waiting(
      others.filter((_, at) => at % 3 === 0),
      [4, 3, 2, 1],
    ),
  ]
}

/** Somebody of another family name: masked, two of one name would look alike. */
function successor(before: unknown, dice: Dice): string {
  for (;;) {
    const name = personName(dice)
    if (name[0] !== String(before)[0]) return name
  }
}

/** A time of the working day, another for each number. */
const timeOf = (at: number): string => {
  const minutes = 8 * 60 + 40 + ((at * 53) % (8 * 60))
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
