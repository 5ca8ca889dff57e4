import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { SecretBox } from '#kernel/identity/secret-box.ts'
import { today } from '#kernel/identity/service.ts'
import { covers } from '#kernel/scope/scope.ts'
import { settingProblems } from './problems.ts'
import { type Setting, valueText } from './setting.ts'
import { purposeOf, type Settings } from './settings.ts'
import * as store from './store.ts'

/** What the settings room is given by the process that composes it. */
export interface SettingsContext {
  settings: Settings
  secrets: SecretBox
}

/** The served city when the actor's scope covers it. @throws unknown: to others its settings do not exist */
export async function getServedCity(tx: Tx, actor: Actor): Promise<string> {
  const city = await store.findServedCity(tx)
  if (!city || !covers(actor.scope, city)) throw new Problem(settingProblems.unknown, '系统设置只由本市管理员查看。')
  return city
}

/** @throws unknown */
export function getSetting(settings: Settings, key: string): Setting {
  const setting = settings.find(key)
  if (!setting) throw new Problem(settingProblems.unknown, `没有「${key.slice(0, 60)}」这项设置。`)
  return setting
}

interface Wish {
  key: string
  /** Null asks for the default. */
  value: unknown
  /** The version the administrator saw; 0 when nobody had changed it. */
  ifMatch: number | null
  /** Whether the route is that of the security administrator. */
  security: boolean
}

/**
 * Changes a setting, or gives it back its default.
 * @returns what was changed, in words
 * @throws unknown; fixed; versionMissing; movedOn; invalid with the declared bounds; unchanged; hindered
 */
export async function changeSetting(tx: Tx, context: SettingsContext, actor: Actor, wish: Wish) {
  const city = await getServedCity(tx, actor)
  const setting = getSetting(context.settings, wish.key)
  if (Boolean(setting.security) !== wish.security)
    throw new Problem(
      settingProblems.unknown,
      `「${setting.title}」${setting.security ? '属于' : '不属于'}登录与安全。`,
    )
  if (context.settings.fixedOutside(setting) !== undefined)
    throw new Problem(
      settingProblems.fixed,
      `「${setting.title}」由环境变量 ${setting.environment} 给出，在这里改不了。`,
    )
  const last = (await store.listChanges(tx, actor.scope, city, setting.key))[0]
  refuseStale(setting, last, wish.ifMatch)
  const before = context.settings.get(setting)
  const after = wish.value === null ? null : read(setting, wish.value)
  const next = after ?? context.settings.defaultOf(setting)
  if (alike(before, next))
    throw new Problem(settingProblems.unchanged, `「${setting.title}」已经是${valueText(setting, before)}。`)
  const hindrance = (await setting.hindrance?.(tx, { city, today: today() }, next)) ?? null
  if (hindrance !== null) throw new Problem(settingProblems.hindered, hindrance)
  await keep(tx, context, city, setting, after)
  const version = (last?.version ?? 0) + 1
  await store.insertChange(tx, {
    key: setting.key,
    version,
    city,
    accountId: actor.accountId,
    actor: { name: actor.personName, account: actor.login, seat: actor.seatTitle },
    valueBefore: told(setting, last?.valueAfter ?? null, before),
    valueAfter: told(setting, after, after),
  })
  return { city, version, title: setting.title, before: valueText(setting, before), after: valueText(setting, next) }
}

function refuseStale(setting: Setting, last: store.ChangeRow | undefined, ifMatch: number | null): void {
  if (ifMatch === null) throw new Problem(common.versionMissing, '请带上 If-Match，内容是您看到的版本号。')
  if (ifMatch === (last?.version ?? 0)) return
  const who = last ? `${last.actor.name}已把「${setting.title}」改过` : `「${setting.title}」没有这个版本`
  throw new Problem(settingProblems.movedOn, `${who}，请看过新的值再改。`, { currentVersion: last?.version ?? 0 })
}

/** The value as declared. @throws invalid */
function read(setting: Setting, value: unknown): unknown {
  const parsed = setting.schema.safeParse(value)
  if (parsed.success) return parsed.data
  const message = parsed.error.issues[0]?.message ?? '填写有误'
  throw new Problem(settingProblems.invalid, `${setting.title}：${message}。`, {
    errors: [{ pointer: '/value', message }],
  })
}

/** Only what differs from the default is kept, so that a better default reaches those who never chose. */
async function keep(tx: Tx, context: SettingsContext, city: string, setting: Setting, after: unknown): Promise<void> {
  if (after === null || alike(after, context.settings.defaultOf(setting)))
    return store.removeValue(tx, city, setting.key)
  const sealed = setting.control.kind === 'secret' ? context.secrets.seal(String(after), purposeOf(setting.key)) : after
  return store.upsertValue(tx, city, setting.key, sealed)
}

/** A value as the history may keep it: of a secret only whether there was one. */
function told(setting: Setting, stored: unknown, value: unknown): unknown {
  if (stored === null) return null
  return setting.control.kind === 'secret' ? Boolean(value) : stored
}

const alike = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
