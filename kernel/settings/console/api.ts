import type { z } from 'zod'
import type { SettingChangeView, SettingView } from '../schema.ts'

/** One setting as the page shows it. */
export type SettingLine = z.output<typeof SettingView>

/** One change of a setting, in words. */
export type SettingChange = z.output<typeof SettingChangeView>

export const SETTINGS = '/settings'

/** Address a setting is changed at; those of security have their own. */
export const addressOf = ({ key, security }: SettingLine) => `${security ? '/security-settings' : SETTINGS}/${key}`
