import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { type ListKind, PLACE } from '../model/list.ts'
import type { Unclear } from '../model/match.ts'
import type { DifferenceView, ReconciliationView } from '../model/schema.ts'
import { shownValue } from '../model/value.ts'
import { unclearWords } from '../model/words.ts'
import * as store from './store.ts'

export function viewOf(
  row: store.ReconciliationRow,
  kind: ListKind,
  names: ReadonlyMap<string, string>,
  actor: Actor,
): z.input<typeof ReconciliationView> {
  const { id, list, gridCode, fromOn, toOn, startedAt, comparedAt, actor: by, contentHash: _, ...rest } = row
  return {
    ...rest,
    ...{ id, list, title: kind.title, unit: kind.unit, figure: kind.figure },
    ...{ grid: gridCode, gridName: names.get(gridCode) ?? gridCode, from: fromOn, to: toOn },
    startedBy: by.name ?? '',
    startedAt: startedAt.toISOString(),
    comparedAt: comparedAt?.toISOString() ?? null,
    mayKeep: may(actor, 'reconciliation.keep'),
  }
}

/** Differences with what both sides say in words, and where the platform's rows open for this reader. */
export async function differenceViews(
  tx: Tx,
  kind: ListKind,
  rows: readonly store.DifferenceRow[],
): Promise<z.input<typeof DifferenceView>[]> {
  const links = await store.linksOf(tx, kind, [
    ...new Set(rows.flatMap(({ rowId, candidates }) => [rowId ?? [], candidates].flat())),
  ])
  const placed = rows.flatMap(({ fields }) => fields.filter(({ key }) => key === PLACE))
  const names = await gridNames(
    tx,
    placed.flatMap(({ platform, office }) => [platform ?? [], office].flat()),
  )
  return rows.map((row) => {
    const { rowNumber, rowId, foundAt, goneAt, settledAt, why, candidates, place: _, ...rest } = row
    return {
      ...rest,
      row: rowNumber,
      link: (rowId && links.get(rowId)?.link) ?? null,
      fields: row.fields.map(({ key, platform, office }) => {
        const column = kind.columns.find((one) => one.key === key)
        const shown = (value: string | null) =>
          key === PLACE
            ? (names.get(value ?? '') ?? value ?? '没有填')
            : column
              ? shownValue(column, value)
              : (value ?? '')
        return { key, label: column?.label ?? key, platform: shown(platform), office: shown(office) }
      }),
      why: why === null ? null : unclearWords[why as Unclear],
      candidates: candidates.flatMap((id) => {
        const row = links.get(id)
        return row ? [{ id, ...row }] : []
      }),
      foundAt: foundAt.toISOString(),
      goneAt: goneAt?.toISOString() ?? null,
      settledAt: settledAt?.toISOString() ?? null,
      isOpen: goneAt === null && (row.verdict === null || row.verdict === 'platform'),
    }
  })
}
