import type { Tx } from '#kernel/db/db.ts'
import type { CheckItem, CheckTemplate } from '#standards/check-item/check-item.ts'
import { checkItems, checkTemplates } from '#standards/check-item/read.ts'
import { minutesOf, type Standing, type Version, versionOn, type Words } from '../model/rules.ts'
import type { TemplateWordsInput } from '../model/schema.ts'
import * as store from './store.ts'

/** What stands beside the words of something of the library on a day. */
interface Kept {
  version: number
  /** Who keeps it; null for the whole platform. */
  gridCode: string | null
  /** Last day; null for as long as nobody closes it. */
  to: string | null
  standing: Standing
}

/** A check as it stands on a day. */
export type LibraryCheck = CheckItem & Kept
/** A template as it stands on a day. */
export type LibraryTemplate = CheckTemplate & Kept

export type CheckVersion = Version<Words>
export type TemplateVersion = Version<TemplateWordsInput>

const SEED = {
  version: 1,
  change: 'seed',
  toOn: null,
  gridCode: null,
  why: '平台检查项库',
  by: null,
  at: null,
} as const

const seedCheck = ({ code, ...words }: CheckItem): CheckVersion => ({ ...SEED, code, fromOn: words.from, words })

/** Seeds of templates have no day of their own: they hold since the present Work Safety Law (check-items.md §1). */
const TEMPLATES_FROM = '2021-09-01'
const seedTemplate = ({ code, name, industry, level, itemCodes }: CheckTemplate): TemplateVersion => ({
  ...SEED,
  code,
  fromOn: TEMPLATES_FROM,
  words: { name, industry, level, itemCodes: [...itemCodes] },
})

/** Seeds and versions together, by code. */
function joined<Said>(
  seeds: Iterable<Version<Said>>,
  versions: readonly Version<Said>[],
): Map<string, Version<Said>[]> {
  const all = new Map<string, Version<Said>[]>()
  for (const one of [...seeds, ...versions]) all.set(one.code, [...(all.get(one.code) ?? []), one])
  return all
}

/** All versions of some checks, by code. */
export async function checkHistories(tx: Tx, codes: readonly string[]): Promise<Map<string, CheckVersion[]>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  const seeds = wanted.flatMap((code) => checkItems().get(code) ?? [])
  return joined(seeds.map(seedCheck), await store.listVersions<Words>(tx, 'check_item', { codes: wanted }))
}

/** All versions of every check seen from a grid. */
export async function allChecks(tx: Tx, gridCode: string): Promise<Map<string, CheckVersion[]>> {
  const seeds = [...checkItems().values()].map(seedCheck)
  return joined(seeds, await store.listVersions<Words>(tx, 'check_item', { seenFrom: gridCode }))
}

/** A check as its versions tell it on a day. */
export function checkOn(versions: readonly CheckVersion[], on: string): LibraryCheck {
  const { version, standing } = versionOn(versions, on)
  const { code, words, version: number, gridCode, toOn } = version
  return { code, ...words, version: number, gridCode, to: toOn, standing }
}

/** A template as its versions tell it on a day. */
export function templateOn(versions: readonly TemplateVersion[], on: string): LibraryTemplate {
  const { version, standing } = versionOn(versions, on)
  const { code, words, version: number, gridCode, toOn } = version
  const seed = number === 1 ? checkTemplates().find((template) => template.code === code) : undefined
  const minutes = seed?.minutes ?? minutesOf(words.level, words.itemCodes.length)
  return { code, ...words, minutes, version: number, gridCode, to: toOn, standing }
}

/** Some checks on any day: what a finding says is the version of its own day. Undefined for a code nobody knows. */
export async function readChecks(
  tx: Tx,
  codes: readonly string[],
): Promise<(code: string, on: string) => LibraryCheck | undefined> {
  const histories = await checkHistories(tx, codes)
  return (code, on) => {
    const versions = histories.get(code)
    return versions && checkOn(versions, on)
  }
}

/** One check as it stands on a day, in force or not; undefined for a code nobody knows. */
export async function findCheck(tx: Tx, code: string, on: string): Promise<LibraryCheck | undefined> {
  return (await readChecks(tx, [code]))(code, on)
}

/** Some checks as they stand on a day, by code; those nobody knows are missing. */
export async function listChecks(
  tx: Tx,
  codes: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, LibraryCheck>> {
  const histories = await checkHistories(tx, codes)
  return new Map([...histories].map(([code, versions]) => [code, checkOn(versions, on)]))
}

/** Every check seen from a grid as it stands on a day: those of the platform, of the grid, below it and above it. */
export async function listLibrary(tx: Tx, on: string, gridCode: string): Promise<LibraryCheck[]> {
  return [...(await allChecks(tx, gridCode)).values()].map((versions) => checkOn(versions, on))
}

/** Codes of the checks that are out of use on a day, seen with the eyes of the connection. */
export async function closedChecks(tx: Tx, on: string): Promise<string[]> {
  const codes = await store.listClosed(tx, on)
  const checks = await listChecks(tx, codes, on)
  return codes.filter((code) => checks.get(code)?.standing === 'closed')
}

/** Whether a check or template may be used for something new in a grid: in force, and kept there or above. */
export const isUsable = ({ standing, gridCode }: Kept, inGrid: string): boolean =>
  standing === 'in-force' && (gridCode === null || inGrid.startsWith(gridCode))

/** All versions of one template; empty for a code nobody knows. */
export async function templateHistory(tx: Tx, code: string): Promise<TemplateVersion[]> {
  const seeds = checkTemplates().filter((template) => template.code === code)
  const versions = await store.listVersions<TemplateWordsInput>(tx, 'check_template', { codes: [code] })
  return [...seeds.map(seedTemplate), ...versions]
}

/** One template as it stands on a day, in force or not; undefined for a code nobody knows. */
export async function findTemplate(tx: Tx, code: string, on: string): Promise<LibraryTemplate | undefined> {
  const versions = await templateHistory(tx, code)
  return versions.length > 0 ? templateOn(versions, on) : undefined
}

/** Names of templates as they stand on a day, by code; the code itself where the library does not know it. */
export async function templateNames(tx: Tx, codes: readonly string[], on: string): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)]
  const seeds = checkTemplates().filter(({ code }) => wanted.includes(code))
  const kept = await store.listVersions<TemplateWordsInput>(tx, 'check_template', { codes: wanted })
  const all = joined(seeds.map(seedTemplate), kept)
  const nameOf = (versions: TemplateVersion[] | undefined) => versions && versionOn(versions, on).version.words.name
  return new Map(wanted.map((code) => [code, nameOf(all.get(code)) ?? code]))
}

/** Every template seen from a grid as it stands on a day. */
export async function listTemplates(tx: Tx, on: string, gridCode: string): Promise<LibraryTemplate[]> {
  const kept = await store.listVersions<TemplateWordsInput>(tx, 'check_template', { seenFrom: gridCode })
  return [...joined(checkTemplates().map(seedTemplate), kept).values()].map((versions) => templateOn(versions, on))
}
