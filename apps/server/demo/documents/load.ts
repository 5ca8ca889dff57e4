import path from 'node:path'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { PastInspection } from '#modules/inspection/server/on-site/past.ts'
import type { AgencyFacts, DocumentView } from '#modules/legal-document/model/schema.ts'
import type { DocumentContext } from '#modules/legal-document/server/context.ts'
import { legalDocumentRoutes } from '#modules/legal-document/server/routes.ts'
import { saveAgency } from '#modules/legal-document/server/store/agency.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
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

/** The agency of an office: the nearest above its grid. */
export function agencyOf(grid: string): { gridCode: string; region: string } {
  const gridCode = [grid.slice(0, 6), grid.slice(0, 4)].find((one) => one in AGENCIES) as string
  return { gridCode, region: (AGENCIES[gridCode] as { region: string }).region }
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

/** What the agencies of the city say of themselves. */
export async function loadAgencies(tx: Tx): Promise<void> {
  for (const [gridCode, agency] of Object.entries(AGENCIES))
    await saveAgency(tx, { gridCode, facts: factsOf(gridCode, agency), version: 0, by: '演示' })
}

/** How many of the county's latest visits are written up through the platform. */
const WRITTEN_HERE = 4
/** The county of the demo accounts. */
const COUNTY = '370523'

/** Visits whose papers are written in the platform: the latest of the county with an order, that of the demo account first. */
export function visitsWrittenHere(visits: readonly PastInspection[], own: DemoEnterprise): PastInspection[] {
  const ordered = visits
    .filter(({ officeGrid, case: { acts } }) => officeGrid === COUNTY && acts.at(-1)?.act === 'order')
    .toSorted((a, b) => dayOf(b, 'order').localeCompare(dayOf(a, 'order')))
  const isOwn = (one: PastInspection) => one.case.objectId === own.id
  return [...ordered.filter(isOwn).slice(0, 1), ...ordered.filter((one) => !isOwn(one))].slice(0, WRITTEN_HERE)
}

const dayOf = ({ case: { acts } }: PastInspection, act: string): LocalDate =>
  today(acts.findLast((one) => one.act === act)?.at)

/** The papers of the latest visits, written by the county on their days; drafts wait on the desks. @returns how many */
export function planDocuments(
  stage: Stage,
  visits: readonly PastInspection[],
  { own, town }: Cast,
  day: LocalDate,
  context: DocumentContext,
): number {
  const clerk = new Clerk(stage, legalDocumentRoutes(context))
  for (const [at, visit] of visits.entries()) {
    const on = dayOf(visit, 'order')
    clerk.write('inspection_record', visit, { on, time: '16:10', served: 'paper' })
    // The order of the demo account's enterprise waits for its signature; one is still to be served.
    const served = at === 0 ? 'account' : at < WRITTEN_HERE - 1 ? 'paper' : null
    clerk.write('rectification_order', visit, { on, time: '16:25', served })
  }
  const yesterday = momentOf(workdaysBefore(day, 1), '10:15')
  clerk.draftOnly('damatou-officer', 'inspection_notice', town[3] ?? own, yesterday)
  clerk.draftOnly('guangrao-officer', 'penalty_notice', town[0] ?? own, yesterday)
  return clerk.made
}

interface Writing {
  on: LocalDate
  time: string
  served: 'paper' | 'account' | null
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

  #act<T>(name: string, params: Record<string, string>, body: object, who = 'guangrao-officer'): Promise<T> {
    return this.#stage.act<T>(who, this.#routes, name, { params, body })
  }

  /** Drafts and issues a document of a visit at a time of a day, and serves it before the officers leave. */
  write(key: string, { case: { id: caseId, acts } }: PastInspection, { on, time, served }: Writing): void {
    this.made++
    let id = ''
    this.#stage.plan(momentOf(on, time), async () => {
      id = (await this.#act<DocumentView>('POST /api/v1/legal-documents', {}, { key, caseId, values: {} })).id
      await this.#act('POST /api/v1/legal-documents/:id/issue', { id }, { issuedOn: on })
    })
    const place = served === 'paper' ? '企业办公室' : ''
    const recipient = String(acts.find(({ act }) => act === 'record')?.input.contact)
    if (served)
      this.#stage.plan(momentOf(on, '16:50'), () =>
        this.#act('POST /api/v1/legal-documents/:id/services', { id }, { way: served, recipient, place, servedOn: on }),
      )
  }

  draftOnly(who: string, key: string, { id: objectId }: DemoEnterprise, moment: Date): void {
    this.made++
    this.#stage.plan(moment, () => this.#act('POST /api/v1/legal-documents', {}, { key, objectId, values: {} }, who))
  }
}

/** Folder of the data beside the one of imported spreadsheets. */
export const dataDirOf = (uploads: string): string => path.dirname(uploads)
