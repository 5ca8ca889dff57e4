import { type Point, REGISTERS } from './point.ts'

/** One request that reads several points. */
export interface Read {
  readonly unit: number
  readonly fc: Point['fc']
  readonly address: number
  readonly count: number
  readonly points: readonly Point[]
}

/** Registers of one request at most, and registers between two points that are read along. */
const [MOST, HOLE] = [120, 8]

/** The fewest requests that read all points: neighbours of one unit and function go together. */
export function planReads(points: readonly Point[]): Read[] {
  const order = [...points].sort((a, b) => a.unit - b.unit || a.fc - b.fc || a.address - b.address)
  const reads: Read[] = []
  for (const point of order) {
    const last = reads.at(-1)
    const end = point.address + REGISTERS[point.type]
    const joined = last && last.unit === point.unit && last.fc === point.fc ? last : undefined
    const hole = joined ? point.address - joined.address - joined.count : 0
    const count = joined ? Math.max(joined.count, end - joined.address) : 0
    if (joined && hole <= HOLE && count <= MOST)
      reads[reads.length - 1] = { ...joined, count, points: [...joined.points, point] }
    else
      reads.push({
        unit: point.unit,
        fc: point.fc,
        address: point.address,
        count: end - point.address,
        points: [point],
      })
  }
  return reads
}
