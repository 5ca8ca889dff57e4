import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { checkIndustries, checkLevels } from '#standards/check-item/check-item.ts'
import { categoryName } from '#standards/hazard/categories.ts'
import type { Version } from '../model/rules.ts'
import type { CheckItemView, CheckTemplateView } from '../model/schema.ts'
import type { LibraryCheck, LibraryTemplate } from './library.ts'

/** Names of the places that keep some things. */
const placesOf = (tx: Tx, kept: readonly { gridCode: string | null }[]): Promise<Map<string, string>> =>
  gridNames(
    tx,
    kept.flatMap(({ gridCode }) => gridCode ?? []),
  )

const placeName = (gridCode: string | null, names: ReadonlyMap<string, string>): string | null =>
  gridCode && (names.get(gridCode) ?? gridCode)

/** Checks as they are shown. */
export async function viewChecks(tx: Tx, checks: readonly LibraryCheck[]): Promise<z.input<typeof CheckItemView>[]> {
  const names = await placesOf(tx, checks)
  return checks.map((check) => ({
    ...check,
    industryName: checkIndustries[check.industry] ?? check.industry,
    categoryName: categoryName(check.category),
    gridName: placeName(check.gridCode, names),
  }))
}

/** Templates as they are shown. */
export async function viewTemplates(
  tx: Tx,
  templates: readonly LibraryTemplate[],
): Promise<z.input<typeof CheckTemplateView>[]> {
  const names = await placesOf(tx, templates)
  return templates.map((template) => ({
    ...template,
    itemCodes: [...template.itemCodes],
    industryName: checkIndustries[template.industry] ?? template.industry,
    levelName: checkLevels[template.level] ?? template.level,
    gridName: placeName(template.gridCode, names),
  }))
}

/** A version as it is shown, without its words. */
export const viewVersion = <Said>({ version, change, fromOn, toOn, why, by, at }: Version<Said>) => ({
  version,
  change,
  fromOn,
  to: toOn,
  why,
  by,
  at: at?.toISOString() ?? null,
})
