import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import type { Value } from '#modules/enterprise/model/values.ts'
import { askOffice } from '#modules/enterprise/server/service/notify.ts'
import { insertChange, raiseContradiction } from '#modules/enterprise/server/store/change.ts'
import { type EnterpriseRecord, findEnterprise } from '#modules/enterprise/server/store/enterprise.ts'
import { insertRecords, type NewRecord } from '#modules/enterprise/server/store/record.ts'
import type { NewEnterprise } from '#modules/enterprise/server/store/write-many.ts'

/** A working day's worth of open matters: proposals waiting for the office, contradictions to settle, ledgers in the files. */
export async function loadDemoWork(tx: Tx, all: readonly NewEnterprise[], day: string): Promise<number> {
  const random = seededRandom(215)
  const guangrao = all.filter(({ gridCode }) => gridCode.startsWith('370523'))
  const damatou = all.filter(({ gridCode }) => gridCode.startsWith('370523107'))
  const proposing = [...damatou.slice(0, 6), ...guangrao.slice(20, 28), ...all.filter((_, at) => at % 160 === 0)]
  for (const [at, { id }] of unique(proposing).entries())
    await propose(tx, id, PROPOSALS[at % PROPOSALS.length] as Proposal)
  for (const [at, { id }] of unique([...damatou.slice(8, 12), ...all.filter((_, at) => at % 210 === 7)]).entries()) {
    await contradict(tx, id, at)
  }
  const records = all.flatMap((enterprise) => ledgerRows(enterprise, day, random))
  for (let from = 0; from < records.length; from += 4000) await insertRecords(tx, records.slice(from, from + 4000))
  return records.length
}

interface Proposal {
  values: Record<string, Value>
  by: string
}

const PROPOSALS: Proposal[] = [
  { values: { contact: '宋佳', contactPhone: '13854601122' }, by: '宋佳' },
  { values: { safetyDirector: '韩立新', safetyDirectorPhone: '15966883310' }, by: '韩立新' },
  { values: { operatingState: 'stopped' }, by: '刘洪波' },
  { values: { staffCount: 186, annualRevenueWan: 4200 }, by: '马春梅' },
  { values: { principalPhone: '13705461890' }, by: '孙国强' },
]

async function propose(tx: Tx, enterpriseId: string, proposal: Proposal): Promise<void> {
  const enterprise = (await findEnterprise(tx, wholeTree, enterpriseId)) as EnterpriseRecord
  const changes = Object.entries(proposal.values).some(([key, value]) => enterprise[key] !== value)
  if (!changes) return
  const id = newId()
  await insertChange(tx, {
    id,
    enterpriseId,
    gridCode: enterprise.gridCode,
    patch: proposal.values,
    baseVersion: enterprise.version,
    submittedBy: { name: proposal.by, seat: '企业安全管理员', body: enterprise.name },
  })
  await askOffice(tx, enterprise, id)
}

async function contradict(tx: Tx, enterpriseId: string, at: number): Promise<void> {
  const enterprise = (await findEnterprise(tx, wholeTree, enterpriseId)) as EnterpriseRecord
  const claim =
    at % 2 === 0
      ? { field: 'contact', claimed: '李秀芹', source: '网格员走访：原联系人已离职' }
      : { field: 'operatingState', claimed: 'stopped', source: '市场监管部门推送' }
  await raiseContradiction(tx, {
    id: newId(),
    enterpriseId,
    gridCode: enterprise.gridCode,
    present: String(enterprise[claim.field] ?? ''),
    ...claim,
  })
}

function ledgerRows(enterprise: NewEnterprise, day: string, random: () => number): NewRecord[] {
  if (random() < 0.25) return []
  const { id: enterpriseId, gridCode, values } = enterprise
  const at = (days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  const number = String(Math.floor(random() * 1e6)).padStart(6, '0')
  const row = (kind: string, data: Record<string, Value>): NewRecord => ({
    id: newId(),
    enterpriseId,
    gridCode,
    kind,
    data,
  })
  const classes = values.regulatorClasses as string[]
  const validTo = at(Math.floor(random() * 900) - 60)
  return [
    row('licence', {
      licenceKind: 'BL',
      licenceNumber: String(values.creditCode),
      issuer: '市场监督管理局',
      validFrom: String(values.establishedOn),
      validTo: '9999-12-31',
      state: '1',
    }),
    row('safety_org', {
      orgName: '安全管理部',
      orgSet: true,
      head: String(values.safetyDirector),
      headPhone: String(values.safetyDirectorPhone),
      fulltimeCount: 1 + Math.floor(random() * 5),
      insuranceLiability: random() < 0.7,
      dutyListDone: true,
    }),
    row('emergency_plan', {
      planName: `${String(values.name)}生产安全事故应急预案`,
      planKind: '1',
      publishedOn: at(-400),
      filedOn: at(-390),
      assessDue: at(700),
    }),
    ...(random() < 0.6
      ? [
          row('drill', {
            theme: '初期火灾扑救与疏散',
            drillKind: '2',
            heldOn: at(-Math.floor(random() * 300)),
            participants: 10 + Math.floor(random() * 60),
            evaluation: '3',
          }),
        ]
      : []),
    ...(classes.includes('hazchem')
      ? [
          row('licence', {
            licenceKind: 'WH',
            licenceNumber: `鲁危化经〔2025〕${number}`,
            issuer: '应急管理局',
            validFrom: at(-700),
            validTo,
            state: validTo < day ? '3' : '1',
          }),
        ]
      : []),
    ...(random() < 0.5
      ? [
          row('occupational_hazard', {
            factorKind: '1',
            factorName: '其他粉尘',
            workplace: '生产车间',
            exposedCount: 3 + Math.floor(random() * 30),
            examDueCount: 20,
            examDoneCount: 19,
          }),
        ]
      : []),
    ...(random() < 0.7
      ? [
          row('person_certificate', {
            personName: String(values.principal),
            personKind: '01',
            certificateKind: '01',
            certificateNumber: `3705${number}${number}`,
            issuer: '山东省应急管理厅',
            validFrom: at(-600),
            validTo: at(Math.floor(random() * 600) - 30),
          }),
        ]
      : []),
  ]
}

const unique = (list: readonly NewEnterprise[]): NewEnterprise[] => [
  ...new Map(list.map((item) => [item.id, item])).values(),
]
