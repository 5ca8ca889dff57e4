/** One type of work accident (事故类别) in an edition of GB 6441. */
export interface AccidentType {
  /** Year of the edition and number in it: 25-04. Numbers of two editions mean different things. */
  readonly code: string
  readonly name: string
}

/** An edition with the first day it holds. */
export interface AccidentEdition {
  readonly title: string
  readonly from: string
  /** Why numbers or names must be checked against the published text. */
  readonly unverified: string
  readonly types: readonly AccidentType[]
}

const typesOf = (year: string, names: string): AccidentType[] =>
  names.split(' ').map((name, at) => ({ code: `${year}-${String(at + 1).padStart(2, '0')}`, name }))

/** GB 6441 by edition, the older first: types of the two are not mapped one to one, so records keep the code of their day. */
export const accidentEditions: readonly AccidentEdition[] = [
  {
    title: 'GB 6441-1986',
    from: '1987-02-01',
    unverified: '编号未经核实',
    types: typesOf(
      '86',
      '物体打击 车辆伤害 机械伤害 起重伤害 触电 淹溺 灼烫 火灾 高处坠落 坍塌 冒顶片帮 透水 放炮 火药爆炸 瓦斯爆炸 锅炉爆炸 容器爆炸 其他爆炸 中毒和窒息 其他伤害',
    ),
  },
  {
    title: 'GB 6441-2025',
    from: '2026-07-01',
    unverified: '类别数和编号未经核实',
    types: typesOf(
      '25',
      '物体打击 厂（场）内车辆致害 道路（轨道）车辆致害 机械致害 起重致害 触电 淹溺 灼烫 火灾 高处坠落 跌落 坍塌 水害 容器爆炸 管道爆炸 可燃气体爆炸 可燃液体蒸汽爆炸 粉尘爆炸 民用爆炸物品爆炸 烟花爆竹爆炸 其他可燃固体爆炸 高温熔融物爆炸 中毒 窒息 滑坡 泄漏 其他事故',
    ),
  },
]

/** The edition in force on a day; the oldest for days before all. */
export const accidentEditionOn = (day: string): AccidentEdition =>
  accidentEditions.findLast(({ from }) => from <= day) ?? (accidentEditions[0] as AccidentEdition)

/** The type of a code, of whatever edition; undefined when there is none. */
export const findAccidentType = (code: string): AccidentType | undefined =>
  accidentEditions.flatMap(({ types }) => types).find((type) => type.code === code)
