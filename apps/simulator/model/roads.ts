/** A place vehicles go to. */
export interface Stop {
  name: string
  kind: 'depot' | 'park'
  at: Place
}
/** Longitude and latitude, degrees WGS-84. */
export type Place = readonly [lng: number, lat: number]

/**
 * Where vehicles of the demo drive: depots, chemical parks and the roads between them, drawn by hand near the main roads of Dongying. They
 * are no map: nobody should navigate by them.
 */
export const STOPS = {
  port: { name: '东营港化工园', kind: 'park', at: [118.92, 38.02] },
  hekou: { name: '河口停车场', kind: 'depot', at: [118.53, 37.89] },
  blue: { name: '河口蓝色化工园', kind: 'park', at: [118.52, 37.96] },
  lijin: { name: '利津化工园', kind: 'park', at: [118.3, 37.5] },
  kenli: { name: '垦利化工园', kind: 'park', at: [118.58, 37.6] },
  west: { name: '东营区停车场', kind: 'depot', at: [118.6, 37.44] },
  east: { name: '开发区仓储园', kind: 'park', at: [118.8, 37.42] },
  shikou: { name: '史口停车场', kind: 'depot', at: [118.48, 37.43] },
  dingzhuang: { name: '广饶丁庄化工园', kind: 'park', at: [118.62, 37.27] },
  guangrao: { name: '广饶停车场', kind: 'depot', at: [118.42, 37.07] },
  dawang: { name: '大王化工园', kind: 'park', at: [118.5, 37.0] },
  daozhuang: { name: '稻庄停车场', kind: 'depot', at: [118.52, 37.08] },
} as const satisfies Record<string, Stop>
export type StopName = keyof typeof STOPS

export interface Road {
  between: readonly [StopName, StopName]
  /** What the road allows a tank lorry, km/h. */
  limit: number
  via: readonly Place[]
}

const road = (from: StopName, to: StopName, limit: number, ...via: Place[]): Road => ({
  between: [from, to],
  limit,
  via,
})

export const ROADS: readonly Road[] = [
  road('guangrao', 'daozhuang', 60, [118.46, 37.073], [118.495, 37.082]),
  road('dawang', 'daozhuang', 60, [118.503, 37.035], [118.515, 37.06]),
  road('daozhuang', 'dingzhuang', 70, [118.545, 37.13], [118.585, 37.19], [118.61, 37.235]),
  road('dingzhuang', 'west', 80, [118.628, 37.32], [118.622, 37.38], [118.606, 37.42]),
  road('guangrao', 'shikou', 80, [118.425, 37.15], [118.44, 37.25], [118.462, 37.35]),
  road('shikou', 'west', 60, [118.52, 37.438], [118.56, 37.442]),
  road('west', 'east', 60, [118.66, 37.446], [118.73, 37.432]),
  road('west', 'kenli', 70, [118.602, 37.49], [118.592, 37.55]),
  road('kenli', 'hekou', 80, [118.568, 37.68], [118.56, 37.77], [118.54, 37.84]),
  road('hekou', 'blue', 50, [118.528, 37.93]),
  road('kenli', 'port', 80, [118.66, 37.67], [118.76, 37.77], [118.85, 37.9], [118.895, 37.975]),
  road('hekou', 'port', 80, [118.64, 37.93], [118.76, 37.98], [118.85, 38.01]),
  road('shikou', 'lijin', 70, [118.42, 37.455], [118.35, 37.48]),
  road('lijin', 'kenli', 70, [118.39, 37.545], [118.49, 37.585]),
]

/** The roads from one stop to another, the shortest way. */
export function wayBetween(from: StopName, to: StopName): { place: Place; limit: number }[] {
  const reached = new Map<StopName, { metres: number; by: Road | null; before: StopName | null }>([
    [from, { metres: 0, by: null, before: null }],
  ])
  const open = new Set<StopName>([from])
  while (open.size > 0) {
    const here = [...open].toSorted((a, b) => metresTo(reached, a) - metresTo(reached, b))[0] as StopName
    open.delete(here)
    if (here === to) break
    for (const one of ROADS.filter(({ between }) => between.includes(here))) {
      const next = one.between[0] === here ? one.between[1] : one.between[0]
      const metres = metresTo(reached, here) + lengthOf(placesOf(one))
      if (metres >= metresTo(reached, next)) continue
      reached.set(next, { metres, by: one, before: here })
      open.add(next)
    }
  }
  const way: { place: Place; limit: number }[] = []
  for (let here: StopName | null = to; here !== null && here !== from; ) {
    const step: { by: Road | null; before: StopName | null } | undefined = reached.get(here)
    if (!step?.by) throw new Error(`no road from ${from} to ${to}`)
    const places = placesOf(step.by)
    const backwards = step.by.between[1] === here ? places.toReversed() : places
    const { limit } = step.by
    way.push(...backwards.slice(way.length > 0 ? 1 : 0).map((place) => ({ place, limit })))
    here = step.before
  }
  return way.toReversed()
}

const metresTo = (reached: ReadonlyMap<StopName, { metres: number }>, name: StopName) =>
  reached.get(name)?.metres ?? Number.POSITIVE_INFINITY

const placesOf = ({ between, via }: Road): Place[] => [STOPS[between[0]].at, ...via, STOPS[between[1]].at]

const lengthOf = (places: readonly Place[]): number =>
  places.slice(1).reduce((sum, place, at) => sum + metresBetween(places[at] as Place, place), 0)

/** Metres between two places that are near each other. */
export function metresBetween([fromLng, fromLat]: Place, [toLng, toLat]: Place): number {
  const east = (toLng - fromLng) * 111_320 * Math.cos((fromLat * Math.PI) / 180)
  return Math.hypot(east, (toLat - fromLat) * 110_570)
}

/** Degrees from north, clockwise. */
export function bearing([fromLng, fromLat]: Place, [toLng, toLat]: Place): number {
  const east = (toLng - fromLng) * Math.cos((fromLat * Math.PI) / 180)
  return ((Math.atan2(east, toLat - fromLat) * 180) / Math.PI + 360) % 360
}
