import { newId } from '#kernel/db/id.ts'
import type { EnterpriseValues } from '#modules/enterprise/model/schema.ts'
import type { Value } from '#modules/enterprise/model/values.ts'
import { addDays, type LocalDate, localDateOf } from '#standards/calendar/local-date.ts'
import type { Dice } from '../dice.ts'
import type { DemoRecord } from '../store.ts'
import type { DemoEnterprise, Village } from './enterprises.ts'
import type { Installation } from './installations.ts'
import * as office from './ledger-office.ts'
import * as safety from './ledger-safety.ts'
import { type Store, storesOf } from './stock.ts'
import type { Trade } from './trade.ts'

/** What the rows of one ledger of a file are made from. */
export interface LedgerGround {
  values: EnterpriseValues
  trade: Trade
  village: Village
  installations: readonly Installation[]
  /** Chemicals and how much of each is kept at most. */
  stores: readonly Store[]
  dice: Dice
  day: LocalDate
  /** The day so many days from the day of the report. */
  on(days: number): LocalDate
  /** Whether the file is kept in full: with a major hazard installation, and throughout 大码头镇. */
  large: boolean
}

/** Rows of one ledger of one file. */
export type LedgerMaker = (ground: LedgerGround) => Record<string, Value>[]

const MAKERS: Readonly<Record<string, LedgerMaker>> = {
  site: office.sites,
  safety_org: safety.safetyOrg,
  person_certificate: safety.certificates,
  equipment: safety.equipment,
  process: safety.processes,
  chemical: safety.chemicals,
  storage: safety.tanks,
  training: safety.trainings,
  safety_input: safety.spendings,
  pledge: safety.pledges,
  licence: office.licences,
  standardization: office.standardization,
  occupational_hazard: office.occupationalHazards,
  emergency_plan: office.plans,
  drill: office.drills,
  emergency_resource: safety.resources,
}
/** The town whose files are shown in full. */
const IN_FULL = '370523107'

/** The ledgers of all files, each after the line of business of its enterprise. */
export function makeLedgers(
  dice: Dice,
  all: readonly DemoEnterprise[],
  installations: readonly Installation[],
  day: LocalDate,
): DemoRecord[] {
  const unitsOf = Map.groupBy(installations, ({ enterpriseId }) => enterpriseId)
  return all.flatMap((enterprise) => {
    const units = unitsOf.get(enterprise.id) ?? []
    const ground: LedgerGround = {
      values: enterprise.values,
      trade: enterprise.trade,
      village: enterprise.village,
      installations: units,
      stores: storesOf(enterprise.trade, units, dice),
      dice,
      day,
      on: (days) => addDays(day, days),
      large: units.length > 0 || enterprise.gridCode.startsWith(IN_FULL),
    }
    return Object.entries(MAKERS).flatMap(([kind, make]) =>
      make(ground).map((data) => ({
        id: newId(),
        enterpriseId: enterprise.id,
        gridCode: enterprise.gridCode,
        kind,
        data,
        ...(kind === 'drill' ? { notedOn: notedOn(String(data.heldOn), enterprise) } : {}),
      })),
    )
  })
}

/** A drill was entered the day it was held; one from before the enterprise was in the register, with its registration. */
function notedOn(heldOn: LocalDate, { createdAt }: DemoEnterprise): LocalDate {
  const registered = localDateOf(createdAt)
  return heldOn > registered ? heldOn : registered
}
