import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { SettingChangeView, SettingValue, SettingView } from './schema.ts'
import { changeSetting, getServedCity, getSetting, type SettingsContext } from './service.ts'
import { type Setting, valueText } from './setting.ts'
import type { Settings } from './settings.ts'
import { type ChangeRow, listChanges, listLastChanges } from './store.ts'

const tag = '系统设置'
const Key = z.object({ key: z.string().max(80) })

/** What the administrator may change while the platform runs. */
export function settingRoutes(context: SettingsContext): AnyRoute[] {
  const { settings } = context
  return [
    route({
      method: 'GET',
      path: '/api/v1/settings',
      summary: '全部系统设置：现在的值、默认值、依据、最近谁改过',
      tag,
      permission: 'settings.read',
      answer: z.object({ items: z.array(SettingView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor }) => {
        const city = await getServedCity(tx, actor)
        const changes = await listLastChanges(tx, actor.scope, city)
        const items = settings.all().map((setting) =>
          viewOf(
            settings,
            setting,
            changes.find((change) => change.key === setting.key),
          ),
        )
        return { items, nextCursor: null, total: items.length }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/settings/:key/changes',
      summary: '一项设置的历次修改，最近的在前',
      tag,
      permission: 'settings.read',
      params: Key,
      answer: z.object({ items: z.array(SettingChangeView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, params }) => {
        const setting = getSetting(settings, params.key)
        const rows = await listChanges(tx, actor.scope, await getServedCity(tx, actor), setting.key)
        const items = rows.map((row) => changeView(settings, setting, row))
        return { items, nextCursor: null, total: items.length }
      },
    }),
    change(context, {
      path: '/api/v1/settings/:key',
      summary: '修改一项设置（带 If-Match 版本号）；值为 null 时恢复默认',
      permission: 'settings.edit',
      audit: 'settings.changed',
    }),
    change(context, {
      path: '/api/v1/security-settings/:key',
      summary: '修改一项登录与安全设置（带 If-Match 版本号）；值为 null 时恢复默认',
      permission: 'settings.secure',
      audit: 'settings.security-changed',
      freshProof: true,
    }),
  ]
}

function change(
  context: SettingsContext,
  spec: { path: string; summary: string; permission: string; audit: string; freshProof?: boolean },
): AnyRoute {
  return route({
    ...spec,
    method: 'PUT',
    tag,
    params: Key,
    body: z.object({ value: SettingValue }).meta({ id: spec.freshProof ? 'SecuritySettingWish' : 'SettingWish' }),
    answer: z.object({ key: z.string(), version: z.number() }),
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      const wish = { key: params.key, value: body.value, ifMatch, security: spec.freshProof ?? false }
      const { city, version, ...detail } = await changeSetting(tx, context, actor, wish)
      note({ objectType: 'setting', objectId: params.key, gridCode: city, detail })
      return { key: params.key, version }
    },
  })
}

function viewOf(settings: Settings, setting: Setting, last: ChangeRow | undefined): z.input<typeof SettingView> {
  const value = settings.get(setting)
  const normal = settings.defaultOf(setting)
  const secret = setting.control.kind === 'secret'
  return {
    key: setting.key,
    group: setting.group,
    title: setting.title,
    sentence: setting.sentence,
    unit: setting.unit ?? null,
    control: structuredClone(setting.control) as z.input<typeof SettingView>['control'],
    value: (secret ? Boolean(value) : value) as z.input<typeof SettingValue>,
    valueText: valueText(setting, value),
    defaultText: valueText(setting, normal),
    isDefault: JSON.stringify(value) === JSON.stringify(normal),
    source: setting.source,
    unverified: setting.unverified ?? null,
    security: setting.security ?? false,
    preset: settings.presetOf(setting)?.why ?? null,
    fixedBy: settings.fixedOutside(setting) === undefined ? null : (setting.environment ?? null),
    version: last?.version ?? 0,
    changed: last ? { at: last.at.toISOString(), by: { name: last.actor.name, seat: last.actor.seat } } : null,
  }
}

function changeView(settings: Settings, setting: Setting, row: ChangeRow): z.input<typeof SettingChangeView> {
  const text = (value: unknown) =>
    value === null ? `默认（${valueText(setting, settings.defaultOf(setting))}）` : valueText(setting, value)
  return {
    version: row.version,
    at: row.at.toISOString(),
    by: { name: row.actor.name, seat: row.actor.seat },
    before: text(row.valueBefore),
    after: text(row.valueAfter),
  }
}
