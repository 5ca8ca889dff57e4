/** As far as the stories need the house of tests. */
interface House {
  as(login: Login): Send
}
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Reply = Promise<{ status: number; body: any }>
type Send = (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Reply
type Login = 'wang' | 'lin' | 'zhou'

/** Village of the county of `wang`, as the house of tests has it. */
const VILLAGE = '370523107201'

/** What the county's agency is called in tests; everything in it is invented. */
export const AGENCY = {
  name: '广饶县应急管理局',
  region: '鲁东广',
  series: '安全生产行政执法文书',
  address: '广饶县示例路1号',
  phone: '0546-5550120',
  reconsiderationBody: '广饶县人民政府',
  litigationCourt: '广饶县人民法院',
  bank: '示例银行广饶支行',
  bankAccountName: '广饶县财政局',
  bankAccount: '0000 0000 0000 0000 001',
  printsQr: true,
  officers: [
    { name: '王县监', certNo: '鲁E0501127' },
    { name: '赵立群', certNo: '鲁E0501133' },
  ],
}

/** Fills in the agency of the county of `wang`. */
export const fillAgency = (house: House, login: Login = 'wang') =>
  house.as(login)('PUT', '/api/v1/legal-agencies/own', AGENCY, { 'if-match': '"0"' })

/** An enterprise of the county whose file `zhao` keeps. */
export async function addEnterprise(house: House, name = '广饶澜海精细化工有限公司'): Promise<string> {
  const made = await house.as('wang')('POST', '/api/v1/enterprises', {
    name,
    gridCode: VILLAGE,
    address: '大码头镇工业园3号',
    legalRepresentative: '宋启明',
    contact: '周海涛',
    contactPhone: '13800001111',
  })
  return made.body.id
}

/** Values of an inspection record that lacks nothing. */
export const recordValues = {
  checkPlace: '1号苯乙烯罐区、中控室',
  startAt: '2024-09-08T09:10',
  endAt: '2024-09-08T11:40',
  officers: AGENCY.officers,
  summary: '查看了上述场所，查阅动火作业票12份',
  findings: [{ fact: '3号污水池进出口未设置有限空间安全警示标志', photoNo: '3' }],
}

/** Begins a document as somebody. */
export const draft = (
  house: House,
  key: string,
  about: { objectId?: string; caseId?: string },
  values: object = {},
  login: Login = 'wang',
) => house.as(login)('POST', '/api/v1/legal-documents', { key, ...about, values })

/** Begins an inspection record and issues it. */
export async function issueRecord(house: House, objectId: string, issue: object = {}) {
  const begun = await draft(house, 'inspection_record', { objectId }, recordValues)
  return house.as('wang')('POST', `/api/v1/legal-documents/${begun.body.id}/issue`, issue)
}
