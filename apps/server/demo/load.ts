import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { caseTally } from '#kernel/cases/tally.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { Press } from '#kernel/documents/press.ts'
import { openBlobs } from '#kernel/files/open.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { hashPassword, today } from '#kernel/identity/service.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { upsertValue } from '#kernel/settings/store.ts'
import { foldTally } from '#kernel/tally/store.ts'
import { analysisSettings } from '#modules/analysis/server/settings.ts'
import { drawDemoBoundaries, type Outline } from '#modules/grid/server/demo.ts'
import { loadCity } from '#modules/grid/server/load.ts'
import { countGrids, listSubtree, type NewGrid, upsertGrids } from '#modules/grid/server/store.ts'
import { hazardTally } from '#modules/hazard/server/tally.ts'
import { findAll } from '#modules/insight/server/find.ts'
import { forecastAll } from '#modules/insight/server/forecast.ts'
import { trainModel } from '#modules/insight/server/ranking.ts'
import { inspectionDocuments } from '#modules/inspection/server/on-site/documents.ts'
import { documentSource } from '#modules/legal-document/server/case-source.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { archiveContext, keepFiles } from '../archives.ts'
import { permissionTable } from '../compose.ts'
import { indicatorRoom } from '../indicators.ts'
import { demoAccounts } from './accounts.ts'
import { loadArchivist, planArchive } from './archive/load.ts'
import { momentOf } from './calendar.ts'
import { loadCheckLibrary } from './check-library.ts'
import { type Dice, diceOf } from './dice.ts'
import { dataDirOf, loadAgencies, planDocuments, visitsWrittenHere } from './documents/load.ts'
import { loadPastDocuments } from './documents/past.ts'
import { loadEvents } from './events/load.ts'
import { loadFieldRecords } from './field/records.ts'
import type { Fate } from './hazards/lives.ts'
import { loadHazards } from './hazards/load.ts'
import { loadStaff } from './hazards/staff.ts'
import { loadPlans } from './inspections/load.ts'
import { loadVisits } from './inspections/stories.ts'
import { loadMeasures } from './measures/load.ts'
import { loadMonitoring } from './monitoring/load.ts'
import { loadDemoObjects } from './objects.ts'
import { loadCertificates } from './officers/load.ts'
import { loadInspections } from './oversight/load.ts'
import { loadPatrols } from './patrols/load.ts'
import { loadPenalties } from './penalties/load.ts'
import { FROM, loadContacts, loadPosts } from './people.ts'
import { KEPT_BY_COUNTY } from './posts.ts'
import type { DemoEnterprise } from './register/enterprises.ts'
import { loadRegister, makeRegister, type Register, villagesIn } from './register/load.ts'
import { nameFailed } from './risks/failed.ts'
import { loadRisks, RISK_POINTS } from './risks/load.ts'
import { planOpinions } from './risks/opinions.ts'
import { playReassessment } from './risks/reassess.ts'
import { loadSelfChecks } from './self-checks/load.ts'
import { playReminders } from './self-checks/remind.ts'
import { Stage } from './stage.ts'
import { analyze } from './store.ts'
import { planNightCheck, playPlan } from './story/boundaries.ts'
import { chooseCast, makeContact, type Places, proposersOf, TOWN } from './story/cast.ts'
import { planDisputes } from './story/disputes.ts'
import { playDoubles } from './story/doubles.ts'
import { planEvents } from './story/events.ts'
import { planHandover } from './story/handovers.ts'
import { playImports } from './story/imports.ts'
import { planInsight } from './story/insight.ts'
import { playOfficeList } from './story/office-list.ts'
import { planPatrols } from './story/patrols.ts'
import { planPlates } from './story/plates.ts'
import { planProposals } from './story/proposals.ts'
import { planReading } from './story/reading.ts'
import { planReminders } from './story/reminders.ts'
import { planReport, playReport } from './story/reports.ts'
import { planTasks, playFeedback } from './story/tasks.ts'
import { planVisits } from './story/visits.ts'
import { loadVehicles } from './vehicles/load.ts'

const CITY = '3705'
/** Who holds the account `enterprise`. */
const OWN_CONTACT = demoAccounts.find(({ login }) => login === 'enterprise')?.name as string

/** The statistical bureau calls it by its longer name of today; the city's report and its people say it so. */
const ECONOMIC_ZONE: NewGrid = {
  code: '370571',
  name: '东营经济开发区',
  level: 'county',
  parentCode: CITY,
  kind: 'zone',
}

/**
 * Loads the demo city into an empty database, the steps in the order they build on each other: one transaction, all or
 * nothing, and after it what works on a committed register only.
 * @param uploads folder in which the server keeps uploaded spreadsheets
 */
export async function loadDemo(
  db: Database,
  password: string,
  date: string | null,
  say: (line: string) => void,
  uploads: string = mkdtempSync(path.join(tmpdir(), 'angrid-demo-')),
): Promise<boolean> {
  const empty = await db.system(async (tx) => (await countGrids(tx)) === 0)
  if (!empty) return false
  const day = date ?? reportDay()
  say(`装入演示城市东营（报告日 2017-02-15 对应 ${day}）…`)
  const secret = await hashPassword(password)
  const story = await db.system(async (tx) => {
    const nodes = await loadGrid(tx, say)
    const villages = await villagesIn(tx, nodes)
    const register = makeRegister(day, (area) => villages.get(area) ?? [])
    const places = placesOf(nodes)
    const cast = chooseCast(register, places)
    makeContact(cast.own, OWN_CONTACT, day)
    await loadRegister(tx, register, say)
    const dice = diceOf(seededRandom(701))
    say(`  岗位责任 ${await loadPosts(tx, dice, day, secret, nodes, cast.villageCode)} 项`)
    const contacts = await loadContacts(tx, secret, proposersOf(cast))
    say(`  其他监管对象和责任网格 ${await loadDemoObjects(tx, FROM, withInstallations(register))} 个`)
    say(`  本地检查项 ${await loadCheckLibrary(tx, day)} 项`)
    const crew = await loadStaff(tx, register.enterprises)
    const measures = await loadRisks(tx, register.enterprises, cast.own, crew, day, diceOf(seededRandom(4000)))
    say(`  风险点 ${RISK_POINTS} 个`)
    say(`  危险货物车辆 ${await loadVehicles(tx, register.enterprises, cast.own, day, diceOf(seededRandom(1203)))} 辆`)
    say(`  监测点 ${await loadMonitoring(tx, new Date())} 个`)
    const failed = (fates: readonly Fate[]) => nameFailed(fates, measures, cast.own, day, diceOf(seededRandom(60)))
    const chance = diceOf(seededRandom(30_806))
    const found = await loadHazards(tx, register.enterprises, crew, cast.own, day, chance, failed, say)
    say(`  隐患 ${found.count} 条`)
    const grids = diceOf(seededRandom(149))
    say(`  事件 ${await loadEvents(tx, register.enterprises, crew, cast.villageCode, day, grids)} 件`)
    say(`  督导检查 ${await loadInspections(tx, nodes, crew, day, diceOf(seededRandom(84)))} 次`)
    const officers = await loadCertificates(tx, crew, day)
    say(`  执法证件 ${officers.length} 本`)
    const plans = await loadPlans(tx, nodes, crew, day, found.visits)
    say(`  执法检查计划 ${plans.count} 个`)
    const crowd = { crew, officers, lines: plans.lines, enterprises: register.enterprises, own: cast.own }
    const visits = await loadVisits(tx, found.visits, crowd, day, diceOf(seededRandom(2409)))
    say(`  执法检查 ${visits.length} 家次`)
    const fined = diceOf(seededRandom(1114))
    const penalties = await loadPenalties(tx, register.enterprises, cast.own, crew, day, fined)
    say(`  行政处罚案件 ${penalties.length} 件`)
    const stopped = diceOf(seededRandom(6500))
    say(`  强制措施 ${await loadMeasures(tx, withInstallations(register), cast.own, crew, day, stopped)} 项`)
    await loadAgencies(tx)
    const writtenHere = visitsWrittenHere(visits, cast.own)
    const onPaper = { visits: visits.filter((one) => !writtenHere.includes(one)), penalties, crew, officers }
    say(`  纸面文书 ${await loadPastDocuments(tx, { ...onPaper, enterprises: register.enterprises })} 份`)
    const rounds = diceOf(seededRandom(3000))
    say(`  巡查 ${await loadPatrols(tx, crew, day, rounds)} 次`)
    const checked = await loadSelfChecks(tx, register.enterprises, cast.own, crew, day, diceOf(seededRandom(5000)))
    say(`  企业自查 ${checked} 次`)
    const stage = new Stage(tx, permissionTable)
    const secrets = openSecretBox(dataDirOf(uploads))
    const phones = { secrets, secret, day, dice: diceOf(seededRandom(1071)) }
    say(`  现场实录 ${await loadFieldRecords(stage, phones)} 条`)
    say(`  任务 ${planTasks(stage, crew, otherTowns(nodes), day)} 项`)
    say(`  企业申报的变更 ${planProposals(stage, cast, contacts, day, dice)} 件`)
    say(`  说法不一的信息 ${planDisputes(stage, cast, day, dice)} 项`)
    say(`  走访核实 ${planVisits(stage, cast, day)} 家`)
    say(`  企业码牌 ${planPlates(stage, register.enterprises, cast, day)} 块`)
    planEvents(stage, cast.villageCode, day)
    await planOpinions(stage, cast, day)
    planPatrols(stage, cast.village[1] as DemoEnterprise, day)
    await planHandover(stage, places.leaving, day)
    planReminders(stage, register, cast, day)
    planNightCheck(stage, nodes, day)
    planReading(stage, day)
    await analyze(tx)
    say(`  处理过的研判 ${await planInsight(stage, day)} 条`)
    const press = new Press(1)
    const papers = { press, blobs: openBlobs(dataDirOf(uploads), null) }
    say(`  执法文书 ${planDocuments(stage, writtenHere, cast, day, papers)} 份`)
    await loadArchivist(tx, secret)
    say(`  案卷 ${planArchive(stage, day, archiveContext({ ...papers, dataDir: dataDirOf(uploads) }))} 卷`)
    const stops = [documentSource(inspectionDocuments), keepFiles()]
    await stage.play().finally(async () => {
      for (const stop of stops) stop()
      await press.close()
    })
    say('  岗位移交、提醒、昨夜核对、读过的消息')
    await upsertValue(tx, CITY, analysisSettings.reportDay.key, day)
    await analyze(tx)
    return { register, dice, nodes, planTown: places.keptByCounty[0] as string }
  })
  await loadAfterwards(db, story, day, uploads, say)
  return true
}

/** The last day whose morning is over: what was reported until ten past eight belongs to the city's figures. */
function reportDay(): LocalDate {
  const day = today()
  return Date.now() < momentOf(day, '08:20').getTime() ? addDays(day, -1) : day
}

/** What works on the committed register only, as it does every day: imports, a boundary plan, and the nightly search for doubles. */
async function loadAfterwards(
  db: Database,
  { register, dice, nodes, planTown }: { register: Register; dice: Dice; nodes: NewGrid[]; planTown: string },
  day: LocalDate,
  uploads: string,
  say: (line: string) => void,
): Promise<void> {
  const ground = { db, table: permissionTable, folder: uploads }
  say(`  表格导入 ${await playImports(ground, register.enterprises, day, dice)} 次`)
  const differences = await playOfficeList(db, permissionTable, register.enterprises, day)
  say(`  台账核对 1 次，差异 ${differences} 处`)
  await planReport(db, permissionTable, day)
  await db.system((tx) => playPlan(new Stage(tx, permissionTable), nodes, planTown, day))
  say(`  需重新评估的风险点 ${await playReassessment(db, day)} 个`)
  say(`  自查提醒 ${await playReminders(db, day)} 次`)
  say(`  任务反馈提醒 ${await playFeedback(db, day)} 次`)
  say(`  疑似重复 ${await playDoubles(db, permissionTable, day)} 对`)
  for (const tally of [caseTally, hazardTally]) await foldTally(db, tally)
  for (const source of indicatorRoom.table.sources) await enterSource(db, source)
  say(`  报告 ${await playReport(db, day)} 份`)
  await trainModel(db, day)
  say(`  研判 ${(await findAll(db, indicatorRoom, day)).told} 条`)
  say(`  逐月预测 ${(await forecastAll(db, indicatorRoom, day)).said} 项`)
}

/** Towns of the story by their names. */
function placesOf(nodes: readonly NewGrid[]): Places {
  const codeOf = (name: string) => nodes.find((node) => node.level === 'town' && node.name === name)?.code as string
  return { keptByCounty: KEPT_BY_COUNTY.map(codeOf), leaving: codeOf('花官镇') }
}

/** Two towns of Guangrao beside the one of the demo accounts. */
const otherTowns = (nodes: readonly NewGrid[]): string[] =>
  nodes
    .filter(({ level, code }) => level === 'town' && code.startsWith('370523') && code !== TOWN)
    .slice(0, 2)
    .map(({ code }) => code)

/** The nodes of the city with the boundaries drawn for them. */
async function loadGrid(tx: Tx, say: (line: string) => void): Promise<NewGrid[]> {
  const nodes = await loadCity(tx, CITY, '2016-01-01')
  await upsertGrids(tx, [ECONOMIC_ZONE], '2016-01-01')
  say(`  区划 ${nodes} 个`)
  await drawDemoBoundaries(tx, CITY, outlines(), say)
  return listSubtree(tx, CITY)
}

function outlines(): Outline[] {
  const file = JSON.parse(readFileSync(new URL('./dongying-outline.json', import.meta.url), 'utf8'))
  return file.features.map((feature: { id: string; geometry: Outline['geometry'] }) => ({
    code: feature.id,
    geometry: feature.geometry,
  }))
}

/** Enterprises with a major hazard installation, by credit code. */
function withInstallations({ enterprises, installations }: Register): DemoEnterprise[] {
  const ids = new Set(installations.map(({ enterpriseId }) => enterpriseId))
  return enterprises
    .filter(({ id }) => ids.has(id))
    .sort((a, b) => (String(a.values.creditCode) < String(b.values.creditCode) ? -1 : 1))
}
