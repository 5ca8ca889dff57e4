import { z } from 'zod'
import { type CaseType, defineCase } from '#kernel/cases/model/case-type.ts'
import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { choice, dayInput, idInput, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import { hazardRanks } from '#modules/hazard/model/codes.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'
import { beyondReasons, inspectionMethods, inspectionReasons, itemResults } from './codes.ts'
import { inspectionFaults } from './inspection-faults.ts'

/** Who inspects: offices of city and county, and towns where the county entrusted them (安全生产法 art. 9). */
const OFFICERS = ['city_officer', 'county_officer', 'town_officer'] as const
const HEADS = ['leader', 'city_officer', 'county_officer'] as const

/** An officer as the card says, sealed with the act: the chain shows who was there with which certificate. */
export const TeamMember = z.strictObject({
  personId: idInput('人员编号不正确'),
  name: z.string().trim().min(1).max(50),
  certNo: z.string().trim().min(1, '没有证号').max(40),
})
export type TeamMemberInput = z.output<typeof TeamMember>

const team = z.array(TeamMember, '请选检查人员').max(20, '最多 20 人').meta({
  title: '检查人员',
  widget: 'inspection-team',
})

export const ItemInput = z.strictObject({
  code: z.string().max(40),
  question: z.string().trim().min(1).max(500),
  result: z.enum(keysOf(itemResults), '请选结果'),
  reason: z.string().trim().max(200, '最多 200 字').default(''),
})
export type ItemInputValue = z.output<typeof ItemInput>

const said = (what: string, max: number) => z.string(`写清楚${what}`).trim().min(2, `写清楚${what}`).max(max)

/** A problem found on site: it becomes a hazard when its correction is ordered. What a page keeps beside it is left out. */
export const FindingInput = z.object({
  itemCode: z.string().max(40).nullish(),
  what: said('看到了什么', 500),
  where: said('在哪里', 100),
  basis: said('依据的条款', 200),
  requirement: said('要改成什么样', 1000),
  rank: z.enum(keysOf(hazardRanks), '请选隐患等级'),
  category: z.enum(hazardCategories.map(({ code }) => code) as [string, ...string[]], '请选隐患类别'),
  criterion: z.string().max(10).nullish(),
  fileIds: z.array(idInput('照片编号不正确'), '要有照片').min(1, '至少一张照片').max(10, '最多 10 张照片'),
})
export type FindingInputValue = z.output<typeof FindingInput>

/** Longest picture of a signature, as base64. */
const PICTURE = 400_000
const picture = z.string('没有签名').max(PICTURE, '签名图片过大')

/** Both sides under the record: a refusal is written with its reason and whoever saw it (安全生产法 art. 68). */
export const SignaturesInput = z.strictObject({
  officers: z.array(z.strictObject({ personId: idInput('人员编号不正确'), picture })).max(20),
  party: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('signed'), signer: said('签字人', 40), post: said('职务', 40), picture }),
      z.strictObject({
        kind: z.literal('refused'),
        signer: said('拒签人', 40),
        reason: said('拒签事由', 200),
        witness: said('见证人', 40),
        witnessPhone: z.string().trim().max(20).default(''),
      }),
    ],
    { error: '被检查单位签字或者拒签，请选一种' },
  ),
})
export type SignaturesValue = z.output<typeof SignaturesInput>

export const ReinspectResult = z.strictObject({
  hazardId: idInput('隐患编号不正确'),
  passed: z.boolean('请选已整改或未整改'),
  text: said('现场看到了什么', 500),
  fileIds: z.array(idInput('照片编号不正确'), '要有照片').min(1, '至少一张照片').max(10, '最多 10 张照片'),
})
export type ReinspectValue = z.output<typeof ReinspectResult>

/** Recusals asked for that nobody decided yet (回避). */
export const openRecusals = (before: readonly DoneAct[]): string[] => {
  const decided = before.filter(({ act }) => act === 'decide-recusal').map(({ input }) => String(input.personId))
  const asked = before.filter(({ act }) => act === 'recuse').map(({ input }) => String(input.personId))
  for (const one of decided) asked.splice(asked.indexOf(one), 1)
  return [...new Set(asked)]
}

/** People whose recusal was granted: they take no further part in this inspection (行政处罚法 art. 43). */
export const recusedOf = (before: readonly DoneAct[]): string[] =>
  before
    .filter(({ act, input }) => act === 'decide-recusal' && input.agrees === true)
    .map(({ input }) => String(input.personId))

/** What keeps a team from beginning on site. */
function whyNotArrive(before: readonly DoneAct[]): string | null {
  if (openRecusals(before).length > 0) return '有回避申请还没有决定'
  const announced = before.some(({ act, input }) => act === 'plan' && input.method === 'announced')
  return announced && !before.some(({ act }) => act === 'notify') ? '提前通知的检查，先登记检查通知' : null
}

const isClean = (before: readonly DoneAct[]) => before.findLast(({ act }) => act === 'record')?.input.clean === true

/** Passed, partly or not, by the findings looked at again; what was closed before counts as put right. */
function reinspected({ results }: { results: readonly { passed: boolean }[] }): 'passed' | 'partly' | 'failed' {
  if (results.every(({ passed }) => passed)) return 'passed'
  return results.some(({ passed }) => passed) ? 'partly' : 'failed'
}

const dueOn = dayInput('整改期限')
const ON_SITE = ['on_site', 'recorded', 'deciding'] as const

const minute = (title: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/, '时间应如 2026-11-18 09:30')
    .nullish()
    .meta({ title, widget: 'line' })

/** An inspection made on paper and written down afterwards (补录): from when to when, by China's clock, and why only now. */
const laterFields = {
  laterFrom: minute('补录：几点到的'),
  laterTo: minute('补录：几点离开的'),
  laterWhy: line('补录：为什么现在才记', '写清楚为什么现在才记', 200)
    .nullish()
    .meta({ title: '补录：为什么现在才记', widget: 'line' }),
}

/**
 * One inspection on site (执法检查): planned, officers named, there, recorded and signed; nothing found, or ordered, put right and
 * looked at again. enforcement.md §2; 安全生产法 art. 65, 67, 68; 行政处罚法 art. 42 for two officers.
 */
export const inspectionCase = defineCase({
  name: 'inspection',
  path: 'inspections',
  title: '执法检查',
  prefix: 'JC',
  readers: ['city_admin', 'leader', ...OFFICERS],
  check: inspectionFaults,
  states: {
    planned: { title: '待派员' },
    assigned: { title: '待检查', clock: { title: '检查日期', term: 'dueOn', source: '检查方案定的日期' } },
    on_site: {
      title: '检查中',
      clock: { title: '记录期限', term: { amount: 0, unit: 'D' }, source: '检查当日完成记录', unverified: true },
    },
    recorded: {
      title: '待签字',
      clock: { title: '签字期限', term: { amount: 0, unit: 'D' }, source: '检查当日双方签字', unverified: true },
    },
    deciding: {
      title: '待责令',
      clock: { title: '处理期限', term: { amount: 3, unit: 'WD' }, source: '平台默认，没有法定期限', unverified: true },
    },
    no_issue: { title: '未发现问题' },
    rectifying: { title: '整改中', clock: { title: '整改期限', term: 'dueOn', source: '责令限期整改的期限' } },
    reinspect_due: {
      title: '待复查',
      clock: {
        title: '复查期限',
        term: { amount: 10, unit: 'D' },
        source: '自申请或限期届满起 10 日内复查（安全生产违法行为行政处罚办法 2015 年版第十六条，现行规定未经核实）',
        unverified: true,
      },
    },
    partly: { title: '部分整改' },
    failed: { title: '复查未通过' },
    passed: { title: '复查通过' },
    closed: { title: '已结案', ends: true },
    filed: { title: '提请立案', ends: true },
    referred: { title: '已移送', ends: true },
    cancelled: { title: '已取消', ends: true },
  },
  acts: {
    plan: {
      title: '拟定检查',
      from: 'nothing',
      to: 'planned',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        reason: choice('检查事由', inspectionReasons, '请选检查事由'),
        planId: idInput('计划编号不正确').nullish().meta({ title: '检查计划', widget: 'inspection-plan' }),
        month: z
          .string()
          .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2026-03')
          .nullish()
          .meta({ title: '计划的月份', widget: 'inspection-month' }),
        why: line('事由说明', '写清楚哪件投诉、谁交办', 200).nullish().meta({ title: '事由说明', widget: 'line' }),
        beyond: choice('突破次数上限的理由', beyondReasons, '没有这种理由').nullish(),
        method: choice('检查方式', inspectionMethods, '请选检查方式'),
        content: words('检查内容', '写清楚查什么', 500),
        templateCode: z.string().max(40).nullish().meta({ title: '检查表', widget: 'inspection-template' }),
        experts: line('参加的专家', '写清楚专家姓名', 200).nullish().meta({ title: '参加的专家', widget: 'line' }),
      }),
      holder: 'actor',
    },
    dispatch: {
      title: '派检查人员',
      from: ['planned', 'assigned'],
      to: 'assigned',
      who: ['office'],
      roles: [...new Set([...OFFICERS, ...HEADS])],
      asHighAs: ['plan'],
      input: z.strictObject({ team, dueOn: dayInput('检查日期') }),
    },
    recuse: {
      title: '申请回避',
      from: ['assigned'],
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        personId: idInput('请选谁回避').meta({ title: '谁回避', widget: 'inspection-member' }),
        reason: words('回避理由', '写清楚和企业有什么利害关系', 500),
      }),
    },
    'decide-recusal': {
      title: '决定回避',
      from: ['assigned'],
      to: 'same',
      when: (before) => (openRecusals(before).length > 0 ? null : '没有待决定的回避申请'),
      who: ['office'],
      roles: HEADS,
      notBy: ['recuse'],
      input: z.strictObject({
        personId: idInput('请选谁的回避').meta({ title: '谁的回避', widget: 'inspection-member' }),
        agrees: z
          .boolean('请选同意或驳回')
          .meta({ title: '决定', widget: 'yes-no', options: { true: '同意，换人', false: '驳回' } }),
        replacement: team.max(1, '换一个人').nullish().meta({ title: '换成谁', widget: 'inspection-team' }),
        text: words('决定的理由', '写清楚理由', 500),
      }),
    },
    notify: {
      title: '登记检查通知',
      from: ['assigned'],
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        on: dayInput('通知日期'),
        receiver: line('通知了谁', '写清楚通知了谁', 60),
        text: words('准备什么', '写清楚请企业准备什么', 500),
      }),
    },
    arrive: {
      title: '到场打卡',
      from: ['assigned'],
      to: 'on_site',
      when: whyNotArrive,
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        shown: z
          .boolean('请确认出示了证件')
          .meta({ title: '出示执法证件', widget: 'yes-no', options: { true: '已出示', false: '没有出示' } }),
        camera: z
          .boolean('请选开没开')
          .meta({ title: '执法记录仪', widget: 'yes-no', options: { true: '已开启', false: '没有开启' } }),
        scanned: z
          .boolean('请选扫没扫')
          .meta({ title: '扫码入企', widget: 'yes-no', options: { true: '已扫码', false: '没有扫码' } }),
        position: z
          .strictObject({
            lng: z.number().min(-180).max(180),
            lat: z.number().min(-90).max(90),
            accuracyM: z.number().min(0).max(1e6).nullable(),
          })
          .nullish()
          .meta({ title: '位置', widget: 'inspection-position' }),
        noPosition: line('没有定位的原因', '写清楚为什么没有定位', 200)
          .nullish()
          .meta({ title: '没有定位的原因', widget: 'line' }),
        away: line('离企业远的原因', '写清楚为什么离企业远', 200)
          .nullish()
          .meta({ title: '离企业远的原因', widget: 'line' }),
        ...laterFields,
      }),
      holder: 'actor',
    },
    record: {
      title: '记录检查情况',
      from: ['on_site'],
      to: 'recorded',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        site: line('检查场所', '写到车间、装置、库房', 200),
        summary: words('检查概况', '写查看了什么、抽查了多少', 500),
        contact: line('现场负责人', '写清楚陪同检查的负责人', 50),
        post: line('负责人职务', '写清楚职务', 40),
        templateCode: z.string().max(40).nullish().meta({ title: '检查表', widget: 'inspection-template' }),
        items: z
          .array(ItemInput, '请逐项登记')
          .min(1, '至少登记一项')
          .max(300, '最多 300 项')
          .meta({ title: '逐项检查', widget: 'inspection-items' }),
        findings: z
          .array(FindingInput, '请写问题')
          .max(60, '最多 60 个问题')
          .default([])
          .meta({ title: '查出的问题', widget: 'inspection-findings' }),
        clean: z
          .boolean('请选有没有问题')
          .meta({ title: '检查结论', widget: 'yes-no', options: { true: '未发现问题', false: '有问题' } }),
        measures: words('现场处理措施', '写清楚当场采取了什么措施', 500)
          .nullish()
          .meta({ title: '现场处理措施', widget: 'text' }),
      }),
      holder: 'actor',
    },
    inquire: {
      title: '登记询问',
      from: ON_SITE,
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        person: line('询问了谁', '写清楚姓名', 50),
        post: line('职务', '写清楚职务', 50),
        text: words('询问记录', '写清楚问了什么、答了什么', 4000),
      }),
    },
    attach: {
      title: '补充证据',
      from: ON_SITE,
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({ text: words('证据说明', '写清楚是什么、在哪里取得', 500) }),
      attachments: 1,
    },
    sign: {
      title: '双方签字',
      from: ['recorded'],
      to: {
        oneOf: ['no_issue', 'deciding'],
        choose: (_input, before) => (isClean(before) ? 'no_issue' : 'deciding'),
      },
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        signatures: SignaturesInput.meta({ title: '签字', widget: 'inspection-signatures' }),
        opinion: line('被检查单位意见', '写清楚意见，没有意见写“以上情况属实”', 300),
      }),
    },
    order: {
      title: '责令限期整改',
      from: ['deciding'],
      to: 'rectifying',
      who: ['office'],
      roles: [...new Set([...OFFICERS, ...HEADS])].filter((role) => role !== 'leader'),
      asHighAs: ['plan'],
      input: z.strictObject({
        dueOn,
        terms: z
          .array(z.strictObject({ no: z.int().min(1), dueOn: z.iso.date('日期应如 2026-11-21') }))
          .max(60)
          .nullish()
          .meta({ title: '单独定期限的', widget: 'inspection-terms' }),
        text: words('其他要求', '写清楚其他要求', 500).nullish().meta({ title: '其他要求', widget: 'text' }),
      }),
    },
    'ask-reinspection': {
      title: '企业报整改完成',
      from: ['rectifying'],
      to: 'reinspect_due',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({ text: words('说明', '写清楚报了什么') }),
      internal: true,
    },
    reinspect: {
      title: '复查',
      from: ['rectifying', 'reinspect_due'],
      to: { oneOf: ['passed', 'partly', 'failed'], choose: reinspected },
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['order'],
      input: z.strictObject({
        team,
        results: z
          .array(ReinspectResult, '请逐项复查')
          .max(60)
          .meta({ title: '逐项复查', widget: 'inspection-results' }),
        dueOn: dueOn.nullish().meta({ title: '没有改好的新期限', widget: 'date' }),
        text: words('复查意见', '写清楚总的意见', 500),
      }),
    },
    retry: {
      title: '责令继续整改',
      from: ['partly', 'failed'],
      to: 'rectifying',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['order'],
      input: z.strictObject({ dueOn, text: words('要求', '写清楚还要改什么', 500) }),
    },
    file: {
      title: '提请立案',
      from: ['deciding', 'partly', 'failed'],
      to: 'filed',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['order'],
      input: z.strictObject({ text: words('立案理由', '写清楚违反了什么、为什么要立案', 1000) }),
    },
    refer: {
      title: '移送其他部门',
      from: ['deciding', 'partly', 'failed'],
      to: 'referred',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['order'],
      input: z.strictObject({
        receiver: line('移送给谁', '写清楚移送给哪个部门', 60),
        text: words('移送理由', '写清楚为什么移送', 1000),
      }),
    },
    close: {
      title: '结案',
      from: ['no_issue', 'reinspect_due', 'passed'],
      to: 'closed',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['plan'],
      input: z.strictObject({ text: words('结案说明', '写清楚结果') }),
    },
    cancel: {
      title: '取消检查',
      from: ['planned', 'assigned'],
      to: 'cancelled',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['plan'],
      input: z.strictObject({ text: words('取消理由', '写清楚为什么不查了') }),
    },
  },
})

/** The kind as the engine knows kinds. */
export const inspectionType = inspectionCase as unknown as CaseType
