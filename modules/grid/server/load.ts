import type { Tx } from '#kernel/db/db.ts'
import { type Division, readDivisions } from '#standards/division/read.ts'
import type { NewGrid } from './store.ts'
import * as store from './store.ts'

/**
 * Loads a city's tree from the statistical division codes down to villages; running it again only refreshes names.
 * @param prefix a city's prefix code, for example `3705`
 * @returns the number of nodes
 * @throws when the code is no city in the table
 */
export async function loadCity(tx: Tx, prefix: string, validFrom: string): Promise<number> {
  const divisions = (await readDivisions(prefix)).filter((division) => division.level !== 'province')
  if (prefix.length !== 4 || divisions[0]?.level !== 'city') throw new Error(`没有编码为 ${prefix} 的城市`)
  const nodes = divisions.map(asGrid)
  for (let at = 0; at < nodes.length; at += 5000) await store.upsertGrids(tx, nodes.slice(at, at + 5000), validFrom)
  return nodes.length
}

function asGrid(division: Division): NewGrid {
  return {
    code: division.code,
    name: division.name,
    level: division.level as NewGrid['level'],
    parentCode: division.level === 'city' ? null : division.parentCode,
    // Zones of the statistical bureau stand above ordinary counties: codes from 71 up within a city.
    kind:
      division.level === 'county' && Number(division.code.slice(4)) >= 71 && Number(division.code.slice(4)) < 81
        ? 'zone'
        : 'administrative',
  }
}
