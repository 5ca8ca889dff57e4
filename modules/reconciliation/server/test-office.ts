import { expect } from 'vitest'
import type { Database } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { runComparison } from './compare.ts'

type Login = 'admin' | 'chen' | 'zhou' | 'wang' | 'lin' | 'zhang' | 'li' | 'zhao'

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Answer = { status: number; body: any }
type Send = (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** As far as an office needs the house of tests. */
interface House {
  db: Database
  as(login: Login | null): Send
}

/** The grids its enterprises lie in, as the house of tests has them. */
interface Places {
  guangrao: string
  village: string
  damatou: string
  lijinVillage: string
}

export const DAY = today()
export const CODES = { hengfeng: '91330100799655058B', xintai: '9144030071526726XG' }

const filesIn = ({ village, damatou, lijinVillage }: Places) => ({
  hengfeng: {
    name: '广饶恒沣化工有限公司',
    creditCode: CODES.hengfeng,
    gridCode: village,
    regulatorClasses: ['hazchem'],
  },
  xintai: { name: '大码头镇鑫泰纺织厂', creditCode: CODES.xintai, gridCode: damatou, scale: 'small' },
  farm: { name: '大码头农资站', gridCode: village },
  mill: { name: '广饶县丰收面粉有限责任公司', gridCode: damatou },
  lijin: { name: '利津秘密化工有限公司', gridCode: lijinVillage },
})
type FileKey = keyof ReturnType<typeof filesIn>

export const HEAD = '序号,统一社会信用代码,企业名称,镇街,监管行业,规模,联系电话'
/** An office's list, with the title and the note offices put above a table. */
export const sheet = (...lines: string[]) =>
  Buffer.from(['广饶县企业台账,,,,,,', '填报单位：县应急局,,,,,,', HEAD, ...lines, '合计,,,,,,'].join('\r\n'))

export interface Found {
  id: string
  kind: string
  row: number | null
  title: string
  link: string | null
  fields: { label: string; platform: string; office: string }[]
}

/** Five enterprises in the register of a house, and what an office does with its own list there. */
export async function openOffice(house: House, lists: Parameters<typeof runComparison>[1], places: Places) {
  const ids = {} as Record<FileKey, string>
  for (const [key, facts] of Object.entries(filesIn(places))) ids[key as FileKey] = await register(house, facts)

  const upload = (
    login: Login,
    payload: Buffer,
    query: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const about = { list: 'enterprise', grid: places.guangrao, to: DAY, filename: '县局台账.csv', ...query }
    const url = `/api/v1/reconciliations?${new URLSearchParams(about)}`
    return house.as(login)('POST', url, payload, { 'content-type': 'application/octet-stream', ...headers })
  }
  const act = (login: Login, path: string, body: object) =>
    house.as(login)('POST', `/api/v1/reconciliations/${path}`, body)
  const get = async (login: Login, path: string) =>
    (await house.as(login)('GET', `/api/v1/reconciliations/${path}`)).body
  /** Uploads a list and compares it by the columns that are guessed. */
  const compared = async (login: Login, payload: Buffer, query?: Record<string, string>): Promise<string> => {
    const { status, body } = await upload(login, payload, query)
    expect([status, body.detail]).toEqual([201, undefined])
    const started = await act(login, `${body.id}/compare`, { columns: {} })
    expect([started.status, started.body.detail]).toEqual([200, undefined])
    await runComparison(house.db, lists, body.id)
    return body.id
  }
  const differences = async (login: Login, id: string, query = ''): Promise<Found[]> =>
    (await get(login, `${id}/differences${query}`)).items
  return { ids, upload, act, get, compared, differences }
}

export type Office = Awaited<ReturnType<typeof openOffice>>

async function register(house: House, facts: object): Promise<string> {
  const { status, body } = await house.as('admin')('POST', '/api/v1/enterprises', {
    operatingState: 'producing',
    ...facts,
  })
  expect([status, body.detail]).toEqual([201, undefined])
  return body.id
}
