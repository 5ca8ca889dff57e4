import { auditSettings } from '#kernel/audit/settings.ts'
import { baseMapSettings } from '#kernel/base-map/settings.ts'
import { caseSettings } from '#kernel/cases/settings.ts'
import type { Database } from '#kernel/db/db.ts'
import { fileSettings } from '#kernel/files/settings.ts'
import type { SecretBox } from '#kernel/identity/secret-box.ts'
import { identitySettings } from '#kernel/identity/settings.ts'
import type { Setting } from '#kernel/settings/setting.ts'
import { type Preset, Settings } from '#kernel/settings/settings.ts'
import { fieldSettings } from '#kernel/sync/settings.ts'
import { alongSettings } from '#modules/along/server/settings.ts'
import { analysisSettings } from '#modules/analysis/server/settings.ts'
import { archiveSettings } from '#modules/archive/server/settings.ts'
import { enforcementSettings } from '#modules/enforcement-case/server/settings.ts'
import { enterpriseSettings } from '#modules/enterprise/server/settings.ts'
import { hazardSettings } from '#modules/hazard/server/settings.ts'
import { inspectionSettings } from '#modules/inspection/server/settings.ts'
import { documentSettings } from '#modules/legal-document/server/settings.ts'
import { measureSettings } from '#modules/measure/server/settings.ts'
import { monitoringSettings } from '#modules/monitoring/server/settings.ts'
import { officerSettings } from '#modules/officer/server/settings.ts'
import { patrolSettings } from '#modules/patrol/server/settings.ts'
import { riskSettings } from '#modules/risk/server/settings.ts'
import { selfCheckSettings } from '#modules/self-check/server/settings.ts'
import { vehicleSettings } from '#modules/vehicle/server/settings.ts'
import { demoPresets } from './demo/presets.ts'

/** Every setting of the platform, as the rooms declare them; the page shows them in this order. */
const declared = [
  identitySettings,
  fileSettings,
  baseMapSettings,
  enterpriseSettings,
  caseSettings,
  fieldSettings,
  alongSettings,
  hazardSettings,
  auditSettings,
  riskSettings,
  selfCheckSettings,
  patrolSettings,
  documentSettings,
  inspectionSettings,
  officerSettings,
  measureSettings,
  enforcementSettings,
  archiveSettings,
  analysisSettings,
  vehicleSettings,
  monitoringSettings,
].flatMap((room) => Object.values(room) as unknown as Setting<never>[])

interface Parts {
  db: Database
  demo: 'none' | 'dongying'
  secrets: SecretBox
  presets?: Readonly<Record<string, Preset>>
}

/** The settings of one process. */
export const platformSettings = ({ db, demo, secrets, presets }: Parts): Settings =>
  new Settings({
    db,
    secrets,
    declared,
    presets: { ...(demo === 'none' ? {} : demoPresets), ...presets },
    environment: process.env,
  })
