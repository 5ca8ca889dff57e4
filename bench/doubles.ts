import { randomUUID } from 'node:crypto'
import { seededRandom } from '#kernel/geo/random.ts'
import { findDoubles, keyAll } from '#modules/enterprise/server/doubles/service.ts'
import { insertEnterprises, type NewEnterprise } from '#modules/enterprise/server/store/write-many.ts'
import { creditCodeOf, openGround } from './ground.ts'

/**
 * The search for doubles over a register of 100,000 whose names are as alike as those of a real city: few brands, few
 * trades, many of one name in other places. As after an import, the keys are made before the first search, which looks
 * at all enterprises; the next looks at the one that was written.
 */
const ROWS = Number(process.env.ROWS ?? 100_000)
const BRANDS =
  '恒源 鑫泰 华泽 金禾 永盛 正和 海润 宏远 顺达 昌顺 嘉和 盛源 宏泰 鼎力 齐润 科达 胜利 东方 垦鑫 利源'.split(' ')
const TRADES =
  '轮胎 纺织 纸业 机械 水泥 面粉 木业 商贸 石化 化工 加油站 仓储 农药 酒店 超市 汽修 建材 饲料 五金 塑料'.split(' ')
const random = seededRandom(11)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

function makeRow(at: number): NewEnterprise {
  const name = `广饶${pick(BRANDS)}${pick(BRANDS).slice(0, 1)}${pick(TRADES)}有限公司`
  const values = {
    name,
    creditCode: creditCodeOf(at),
    address: `大码头镇${pick(BRANDS)}路${Math.floor(random() * 900)}号`,
    contactPhone: `138${String(Math.floor(random() * 5e7)).padStart(8, '0')}`,
    lng: 118.3 + random() * 0.6,
    lat: 36.9 + random() * 0.6,
    operatingState: 'producing',
  }
  return { id: randomUUID(), gridCode: '370523107', values, facts: {}, staleOn: null, createdAt: new Date() }
}

const seconds = async (work: () => Promise<unknown>) => {
  const started = performance.now()
  await work()
  return ((performance.now() - started) / 1000).toFixed(2)
}

const act = { name: 'created', by: { name: 'bench' }, reason: null }
const ground = await openGround()
try {
  const written = await seconds(async () => {
    for (let at = 0; at < ROWS; at += 1000) {
      const rows = Array.from({ length: Math.min(1000, ROWS - at) }, (_, offset) => makeRow(at + offset))
      await ground.db.system((tx) => insertEnterprises(tx, rows, act, 'later'))
    }
  })
  const keyed = await seconds(() => keyAll(ground.db))
  const first = await seconds(() => findDoubles(ground.db))
  await ground.db.system((tx) => insertEnterprises(tx, [makeRow(ROWS)], act))
  const next = await seconds(() => findDoubles(ground.db))
  const pairs = await ground.db.system(async (_, client) => client.query('select count(*) from enterprise_double'))
  console.log(
    `doubles/${ROWS}: written in ${written} s, keyed in ${keyed} s, first search ${first} s, after one more ${next} s, ${pairs.rows[0].count} pairs`,
  )
} finally {
  await ground.clear()
}
