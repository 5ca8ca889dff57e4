/** People, equipment and rules of a grid in a layer. */
export interface Support {
  gridCode: string
  layer: string
  headcountNeeded: number
  headcount: number
  equipment: string[]
  workRules: string | null
}

/** The rule behind one of the three networks of a grid in a layer. */
export interface Mechanism {
  gridCode: string
  layer: string
  network: string
  rule: string
  inForceOn: string
}

/** A retired node and those that follow it. */
export interface Succession {
  code: string
  into: readonly string[]
}

/**
 * Support of the nodes that follow. People and equipment exist once: they go to the first part of a split and the others
 * show the gap until somebody divides them, so that no sum grows by a line on the map; need and rules go to every part. A
 * node made of several has the sum of their people and the union of the rest. A node that stays counts itself.
 */
export function inheritSupport(present: readonly Support[], successions: readonly Succession[]): Support[] {
  const isFirst = (row: Support, to: string) =>
    row.gridCode === to || successions.find(({ code }) => code === row.gridCode)?.into[0] === to
  return [...heirs(present, successions)].flatMap(([gridCode, given]) =>
    [...Map.groupBy(given, ({ layer }) => layer)].map(([layer, rows]) => ({
      gridCode,
      layer,
      headcountNeeded: sum(rows.map((row) => row.headcountNeeded)),
      headcount: sum(rows.map((row) => (isFirst(row, gridCode) ? row.headcount : 0))),
      equipment: [...new Set(rows.flatMap((row) => (isFirst(row, gridCode) ? row.equipment : [])))],
      workRules: joined(rows.flatMap(({ workRules }) => workRules ?? [])),
    })),
  )
}

/** Mechanisms of the nodes that follow: all rules of one network side by side, in force since the latest of them. */
export function inheritMechanisms(present: readonly Mechanism[], successions: readonly Succession[]): Mechanism[] {
  return [...heirs(present, successions)].flatMap(([gridCode, given]) =>
    [...Map.groupBy(given, ({ layer, network }) => `${layer} ${network}`).values()].map((rows) => {
      const { layer, network } = rows[0] as Mechanism
      const inForceOn = rows
        .map((row) => row.inForceOn)
        .sort()
        .at(-1) as string
      return { gridCode, layer, network, rule: joined(rows.map(({ rule }) => rule)) as string, inForceOn }
    }),
  )
}

/** Rows by the node they go to, those of a node that stays among them. */
function heirs<Row extends { gridCode: string }>(
  present: readonly Row[],
  successions: readonly Succession[],
): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of present) {
    for (const to of successions.find(({ code }) => code === row.gridCode)?.into ?? [])
      found.set(to, [...(found.get(to) ?? []), row])
  }
  for (const [to, rows] of found) rows.unshift(...present.filter(({ gridCode }) => gridCode === to))
  return found
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const joined = (rules: readonly string[]): string | null =>
  rules.length > 0 ? [...new Set(rules.map((rule) => rule.trim()))].join('；') : null
