import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import { cellText } from '../model/amount.ts'
import type { Ranking } from '../model/schema.ts'

/** Heads of a ranking: the total, then value, place and place before of every indicator. */
export const rankingColumns = ({ indicators }: Ranking): Column[] => [
  { head: '网格编码' },
  { head: '网格', width: 20 },
  { head: '综合得分' },
  { head: '综合名次' },
  { head: '上期名次' },
  ...indicators.flatMap(({ name, unit, weight, perHundred }) => [
    {
      head: `${name}（${perHundred ? `每百家企业 ${unit}` : unit}，${weight > 0 ? `权重 ${weight}` : '不计分'}）`,
      width: 24,
    },
    { head: `${name}名次` },
    { head: `${name}上期名次` },
  ]),
]

export async function* rankingRows({ items }: Ranking): AsyncGenerator<Cell[]> {
  for (const { grid, name, score, rank, rankBefore, cells } of items) {
    yield [
      ...[grid, name, score, rank, rankBefore],
      ...cells.flatMap((cell) => [
        cell.small ? cellText(cell.value, '', cell.base) : cell.value,
        cell.rank,
        cell.rankBefore,
      ]),
    ]
  }
}
