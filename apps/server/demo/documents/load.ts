import path from 'node:path'
import type { Tx } from '#kernel/db/db.ts'
import type { AgencyFacts, DocumentView } from '#modules/legal-document/model/schema.ts'
import type { DocumentContext } from '#modules/legal-document/server/context.ts'
import { legalDocumentRoutes } from '#modules/legal-document/server/routes.ts'
import { saveAgency } from '#modules/legal-document/server/store/agency.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { Stage } from '../stage.ts'
import type { Cast } from '../story/cast.ts'

/** Agencies by their grid. Names of places are real; numbers, accounts and certificates are invented. */
const AGENCIES: Readonly<Record<string, { place: string; region: string }>> = {
  '3705': { place: '东营市', region: '鲁东' },
  '370523': { place: '广饶县', region: '鲁东广' },
  '370522': { place: '利津县', region: '鲁东利' },
  '370502': { place: '东营区', region: '鲁东东' },
  '370503': { place: '河口区', region: '鲁东河' },
  '370505': { place: '垦利区', region: '鲁东垦' },
}

const OFFICERS = {
  '3705': [
    { name: '周文博', certNo: '鲁E0500016' },
    { name: '马立新', certNo: '鲁E0500023' },
  ],
  '370523': [
    { name: '许文静', certNo: '鲁E0523011' },
    { name: '张明远', certNo: '鲁E0523027' },
  ],
} as Readonly<Record<string, AgencyFacts['officers']>>

const factsOf = (grid: string, { place, region }: { place: string; region: string }): AgencyFacts => ({
  name: `${place}应急管理局`,
  region,
  series: '安全生产行政执法文书',
  address: `${place}示例路100号`,
  phone: '0546-5550120',
  reconsiderationBody: `${place}人民政府`,
  litigationCourt: place === '东营市' ? '东营市东营区人民法院' : `${place}人民法院`,
  bank: `示例银行${place}支行`,
  bankAccountName: `${place}财政局`,
  bankAccount: '0000 0000 0000 0000 001',
  printsQr: true,
  officers: OFFICERS[grid] ?? [],
})

/** What was found, with what follows from it. */
const FINDINGS = [
  ['可燃气体报警器2台离线，控制室没有实时数据', '第三十六条第二款', '修复探测器，恢复上传并完成标定'],
  ['污水池进出口没有设置有限空间安全警示标志', '第三十五条', '设置警示标志，人孔加锁，钥匙专人管理'],
  ['动火作业票没有填写气体分析数据', '第四十三条', '停止不符合要求的动火作业，重新培训作业审批人'],
  ['配电柜前堆放杂物，通道宽度不足', '第三十八条', '清理杂物，保持通道畅通'],
] as const

const LAW = '《中华人民共和国安全生产法》'

/** What the agencies of the city say of themselves. */
export async function loadAgencies(tx: Tx): Promise<void> {
  for (const [gridCode, agency] of Object.entries(AGENCIES))
    await saveAgency(tx, { gridCode, facts: factsOf(gridCode, agency), version: 0, by: '演示' })
}

/** The documents of the last weeks: the county inspects, orders, looks again; drafts wait on the desks. @returns how many */
export function planDocuments(
  stage: Stage,
  { own, village, town }: Cast,
  day: LocalDate,
  context: DocumentContext,
): number {
  const clerk = new Clerk(stage, legalDocumentRoutes(context))
  const visited = [own, village[0], village[1], town[0], town[1], town[2]].filter((one) => one !== undefined)
  for (const [at, enterprise] of visited.entries()) {
    const on = workdaysBefore(day, 16 - at * 2)
    clerk.record(enterprise, at, on)
    if (at < 4) clerk.order(enterprise, at, on)
  }
  if (visited[1]) clerk.opinion(visited[1], workdaysBefore(day, 3))
  const yesterday = momentOf(workdaysBefore(day, 1), '10:15')
  clerk.draftOnly('damatou-officer', 'inspection_notice', town[3] ?? own, yesterday)
  clerk.draftOnly('guangrao-officer', 'penalty_notice', town[0] ?? own, yesterday)
  return clerk.made
}

/** Writes documents as people of the demo would, through the routes, each at its moment. */
class Clerk {
  made = 0
  readonly #stage: Stage
  readonly #routes: ReturnType<typeof legalDocumentRoutes>

  constructor(stage: Stage, routes: ReturnType<typeof legalDocumentRoutes>) {
    this.#stage = stage
    this.#routes = routes
  }

  #act<T>(who: string, name: string, params: Record<string, string>, body: object): Promise<T> {
    return this.#stage.act<T>(who, this.#routes, name, { params, body })
  }

  async #draft(who: string, key: string, enterprise: DemoEnterprise, values: object): Promise<string> {
    const body = { key, objectId: enterprise.id, values }
    return (await this.#act<DocumentView>(who, 'POST /api/v1/legal-documents', {}, body)).id
  }

  /** Drafts and issues a document at a time of a day, and serves it in the afternoon. */
  #plan(
    key: string,
    enterprise: DemoEnterprise,
    { on, time, served }: { on: LocalDate; time: string; served: 'paper' | 'account' | null },
    values: object,
  ): void {
    this.made++
    let id = ''
    const who = 'guangrao-officer'
    this.#stage.plan(momentOf(on, time), async () => {
      id = await this.#draft(who, key, enterprise, values)
      await this.#act(who, 'POST /api/v1/legal-documents/:id/issue', { id }, { issuedOn: on })
    })
    const recipient = String(enterprise.values.name)
    const place = served === 'paper' ? '企业办公室' : ''
    if (served)
      this.#stage.plan(momentOf(on, '16:30'), () =>
        this.#act(
          who,
          'POST /api/v1/legal-documents/:id/services',
          { id },
          { way: served, recipient, place, servedOn: on },
        ),
      )
  }

  record(enterprise: DemoEnterprise, at: number, on: LocalDate): void {
    const found = [FINDINGS[at % FINDINGS.length], FINDINGS[(at + 1) % FINDINGS.length]]
    this.#plan(
      'inspection_record',
      enterprise,
      { on, time: '11:45', served: 'paper' },
      {
        checkPlace: '生产车间、配电室、污水处理站',
        startAt: `${on}T09:10`,
        endAt: `${on}T11:40`,
        officers: OFFICERS['370523'],
        summary: '由企业安全管理人员陪同，查看了上述场所，查阅动火作业票和设施维护记录',
        findings: found.map((finding, n) => ({ fact: finding?.[0], photoNo: String(n + 1) })),
      },
    )
  }

  /** The order of the demo account's enterprise waits for its signature; one is still to be served. */
  order(enterprise: DemoEnterprise, at: number, on: LocalDate): void {
    const found = [FINDINGS[at % FINDINGS.length], FINDINGS[(at + 1) % FINDINGS.length]]
    this.#plan(
      'rectification_order',
      enterprise,
      { on, time: '14:20', served: at === 0 ? 'account' : at < 3 ? 'paper' : null },
      {
        officers: OFFICERS['370523'],
        findings: found.map((finding, n) => ({
          problem: finding?.[0],
          basis: `${LAW}${finding?.[1]}`,
          requirement: finding?.[2],
          dueDate: addDays(on, 7 + n * 8),
        })),
      },
    )
  }

  opinion(enterprise: DemoEnterprise, on: LocalDate): void {
    this.#plan(
      'reinspection_opinion',
      enterprise,
      { on, time: '15:10', served: 'paper' },
      { officers: OFFICERS['370523'], ...reinspected(on) },
    )
  }

  draftOnly(who: string, key: string, enterprise: DemoEnterprise, moment: Date): void {
    this.made++
    this.#stage.plan(moment, () => this.#draft(who, key, enterprise, {}))
  }
}

/** What the office saw when it came again. */
const reinspected = (on: LocalDate) => ({
  reinspectDate: on,
  opinion: '全部整改完毕，同意销号',
  results: FINDINGS.slice(1, 3).map(([, , requirement], n) => ({
    seq: String(n + 1),
    fact: `已${requirement}`,
    result: '已整改',
  })),
})

/** Folder of the data beside the one of imported spreadsheets. */
export const dataDirOf = (uploads: string): string => path.dirname(uploads)
