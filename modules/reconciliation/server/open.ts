import type { Tx } from '#kernel/db/db.ts'
import { type Scope, subtree } from '#kernel/scope/scope.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import type { ListTable } from '../model/list.ts'
import type { OpenList } from '../model/open.ts'
import { listOpenAt } from './store.ts'

/** Finds the lists with open differences inside a grid whose period meets another one, as they stood at the end of a day. */
export const openLists =
  ({ kinds }: ListTable) =>
  async (
    tx: Tx,
    scope: Scope,
    { grid, ...about }: { grid: string; from: string; to: string; knownOn: string },
  ): Promise<OpenList[]> => {
    const found = await listOpenAt(tx, scope, { grid: subtree(grid), lists: [...kinds.keys()], ...about })
    const names = await gridNames(
      tx,
      found.map(({ gridCode }) => gridCode),
    )
    return found.flatMap(({ id, list, gridCode, body, toOn, open }) => {
      const kind = kinds.get(list)
      if (!kind) return []
      const { title, figures } = kind
      const gridName = names.get(gridCode) ?? gridCode
      return [{ title, gridName, body, to: toOn, open, figures, link: `/reconciliations/${id}?show=open` }]
    })
  }
