import type { ActFault } from '#kernel/cases/model/case-type.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { criterionOf } from '#standards/hazard/criteria.ts'
import type {
  FindingInputValue,
  ItemInputValue,
  ReinspectValue,
  SignaturesValue,
  TeamMemberInput,
} from './inspection.ts'
import { pictureFault } from './picture.ts'
import { OFFICERS_PER_VISIT } from './workload.ts'

type Input = Record<string, unknown>
type Fault = (field: string, message: string) => ActFault

/** What is wrong between the fields of an act. Forms ask it with fields left out too. */
export function inspectionFaults(act: string, input: Input, on: string): ActFault[] {
  const fault: Fault = (field, message) => ({ pointer: `/input/${field}`, message })
  const table: Record<string, (input: Input, on: string, fault: Fault) => ActFault[]> = {
    plan: planFaults,
    dispatch: (given) => [...teamFaults(given.team, fault), ...dayFaults(given, on, fault)],
    'decide-recusal': recusalFaults,
    notify: (given) =>
      typeof given.on === 'string' && given.on > on ? [fault('on', `通知日期不能晚于今天，选 ${on} 及以前`)] : [],
    arrive: arriveFaults,
    record: recordFaults,
    sign: (given) => signatureFaults(given.signatures as SignaturesValue | undefined, fault),
    order: orderFaults,
    reinspect: reinspectFaults,
    retry: dayFaults,
  }
  return table[act]?.(input, on, fault) ?? []
}

function planFaults({ reason, planId, month, why }: Input, _on: string, fault: Fault): ActFault[] {
  if (!reason) return []
  if (reason === 'plan')
    return planId && month ? [] : [fault('planId', '计划安排的检查，选是哪个计划的哪个月；没有计划的选别的事由')]
  const faults = planId ? [fault('planId', '不是计划安排的检查，不选计划')] : []
  return why ? faults : [...faults, fault('why', '不是计划安排的，写清楚哪件投诉、谁交办')]
}

/** Two officers at least, nobody twice (行政处罚法 art. 42). */
function teamFaults(team: unknown, fault: Fault): ActFault[] {
  if (!Array.isArray(team)) return []
  const people = team as readonly TeamMemberInput[]
  const twice = people.find(({ personId }, at) => people.findIndex((one) => one.personId === personId) !== at)
  if (twice) return [fault('team', `${twice.name}选了两次，一个人不能当两个人用`)]
  return people.length < OFFICERS_PER_VISIT ? [fault('team', '执法检查至少要两名执法人员，请再选一名')] : []
}

const dayFaults = ({ dueOn }: Input, on: string, fault: Fault): ActFault[] =>
  typeof dueOn === 'string' && dueOn < on ? [fault('dueOn', `不能早于今天，选 ${on} 及以后`)] : []

function recusalFaults({ agrees, replacement }: Input, _on: string, fault: Fault): ActFault[] {
  const chosen = Array.isArray(replacement) && replacement.length > 0
  if (agrees === true && !chosen) return [fault('replacement', '同意回避的要换一个人')]
  return agrees === false && chosen ? [fault('replacement', '驳回的不换人')] : []
}

/** An inspection of more days ago is not written down any more (平台口径，未经核实). */
export const LATER_DAYS = 30

/** What was made on paper says from when to when and why, lies behind and not too far. */
function laterFaults({ laterFrom, laterTo, laterWhy, position }: Input, on: string, fault: Fault): ActFault[] {
  if (!laterFrom && !laterTo && !laterWhy) return []
  if (!laterFrom || !laterTo) return [fault(laterFrom ? 'laterTo' : 'laterFrom', '补录的写明几点到的、几点离开的')]
  if (!laterWhy) return [fault('laterWhy', '补录的写清楚为什么现在才记')]
  const [from, to] = [String(laterFrom), String(laterTo)]
  if (to <= from) return [fault('laterTo', '离开要在到场以后')]
  if (to.slice(0, 10) > on) return [fault('laterTo', '补录的只能是已经做完的检查')]
  if (from < addDays(on, -LATER_DAYS)) return [fault('laterFrom', `最多补录 ${LATER_DAYS} 天以前的检查`)]
  return position ? [fault('position', '补录的没有当时的定位，写明没有定位的原因')] : []
}

function arriveFaults(input: Input, on: string, fault: Fault): ActFault[] {
  const { shown, position, noPosition } = input
  const faults = shown === false ? [fault('shown', '检查先出示执法证件（安全生产法第六十七条）')] : []
  faults.push(...laterFaults(input, on, fault))
  return shown === undefined || position || noPosition
    ? faults
    : [...faults, fault('noPosition', '没有定位的写清楚原因')]
}

function recordFaults(input: Input, on: string, fault: Fault): ActFault[] {
  const items = (input.items ?? []) as readonly ItemInputValue[]
  const findings = (input.findings ?? []) as readonly FindingInputValue[]
  const faults: ActFault[] = []
  const unsaid = items.findIndex(({ result, reason }) => result === 'not_checked' && !reason)
  if (unsaid >= 0) faults.push(fault('items', `第 ${unsaid + 1} 项没有查，写清楚为什么`))
  const twice = items.findIndex(({ code }, at) => items.findIndex((one) => one.code === code) !== at)
  if (twice >= 0) faults.push(fault('items', `第 ${twice + 1} 项登记了两次`))
  const unmet = items.filter(({ result }) => result === 'not_met')
  const unfound = unmet.find(({ code }) => !findings.some(({ itemCode }) => itemCode === code))
  if (unfound) faults.push(fault('findings', `「${unfound.question}」不符合，还没有写成问题`))
  const stray = findings.findIndex(({ itemCode }) => itemCode && !unmet.some(({ code }) => code === itemCode))
  if (stray >= 0) faults.push(fault('findings', `第 ${stray + 1} 个问题的检查项没有判为不符合`))
  faults.push(...findings.flatMap((one, at) => criterionFaults(one, at, on, fault)))
  if (input.clean === true && (unmet.length > 0 || findings.length > 0))
    faults.push(fault('clean', '有不符合的项或问题，不能写未发现问题'))
  if (input.clean === false && findings.length === 0)
    faults.push(fault('clean', '没有登记一个问题；没有问题就选「未发现问题」'))
  if (input.clean === true && items.length > 0 && items.every(({ result }) => result === 'not_checked'))
    faults.push(fault('clean', '一项都没有查，不能写未发现问题'))
  return faults
}

function criterionFaults({ rank, criterion }: FindingInputValue, at: number, on: string, fault: Fault): ActFault[] {
  const about = (message: string) => [fault(`findings/${at}/criterion`, `第 ${at + 1} 个问题：${message}`)]
  if (rank === 'major' && !criterion) return about('重大隐患要选一条判定标准')
  if (rank === 'ordinary' && criterion) return about('选了判定标准就是重大隐患')
  return criterion && !criterionOf(criterion, on) ? about('没有这条判定标准，或现在不适用') : []
}

function signatureFaults(signatures: SignaturesValue | undefined, fault: Fault): ActFault[] {
  if (!signatures) return []
  const own = signatures.officers.flatMap(({ picture }, at) => {
    const torn = pictureFault(picture)
    return torn ? [fault(`signatures/officers/${at}/picture`, `第 ${at + 1} 名检查人员：${torn}`)] : []
  })
  const { party } = signatures
  const pictures = [...signatures.officers, ...(party.kind === 'signed' ? [party] : [])].map(({ picture }) => picture)
  if (pictures.some((picture, at) => picture && pictures.indexOf(picture) !== at))
    own.push(fault('signatures', '两个人的签名是同一张图，请各自签字'))
  const torn = party.kind === 'signed' ? pictureFault(party.picture) : null
  return torn ? [...own, fault('signatures/party/picture', `被检查单位：${torn}`)] : own
}

function orderFaults(input: Input, on: string, fault: Fault): ActFault[] {
  const { dueOn, terms } = input as { dueOn?: string; terms?: readonly { no: number; dueOn: string }[] | null }
  const faults = dayFaults(input, on, fault)
  const early = terms?.find((one) => one.dueOn < on)
  if (early) faults.push(fault('terms', `第 ${early.no} 项的期限不能早于今天`))
  const twice = terms?.find(({ no }, at) => terms.findIndex((one) => one.no === no) !== at)
  if (twice) faults.push(fault('terms', `第 ${twice.no} 项写了两个期限，只留一个`))
  const late = dueOn && terms?.find((one) => one.dueOn > dueOn)
  if (late) faults.push(fault('terms', `第 ${late.no} 项的期限晚于总的期限 ${dueOn}`))
  return faults
}

function reinspectFaults(input: Input, on: string, fault: Fault): ActFault[] {
  const results = (input.results ?? []) as readonly ReinspectValue[]
  const faults = [...teamFaults(input.team, fault), ...dayFaults(input, on, fault)]
  const failed = results.some(({ passed }) => !passed)
  if (failed && !input.dueOn) faults.push(fault('dueOn', '有没有改好的，写明新的整改期限'))
  if (!failed && results.length > 0 && input.dueOn) faults.push(fault('dueOn', '都改好了，不用写新的期限'))
  return faults
}
