import { type Actor, may } from '#kernel/identity/model/actor.ts'
import type { AlarmKind } from '../model/codes.ts'
import { findTemplate } from '../model/templates.ts'
import type { PointLineRow } from './store/point.ts'
import type { ChangeRow, ShelfRow, SignalLine, WindowRow } from './store/standing.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export function viewPoint(row: PointLineRow) {
  const { id, objectId, objectName, gridCode, unitName, name, parameter, unit, value, rule } = row
  const isOnline = row.receivedAt !== null && Date.now() - row.receivedAt.getTime() < row.staleMinutes * 60_000
  return {
    ...{ id, objectId, objectName, gridCode, unitName, name, parameter, unit, isOnline, at: iso(row.at), value },
    quality: row.quality as 'good' | 'uncertain' | 'bad' | 'maintenance' | null,
    limits: { highHigh: rule.highHigh, high: rule.high, low: rule.low, lowLow: rule.lowLow },
    range: [row.rangeLow, row.rangeHigh] as [number, number],
    alarm: row.kind ? { kind: row.kind as AlarmKind, level: row.level as number, id: row.alarmId } : null,
    ...{ shelvedUntil: iso(row.shelvedUntil), windowUntil: iso(row.windowUntil) },
  }
}

/** A point whole. */
export function viewFile(
  actor: Actor,
  row: PointLineRow,
  { changes, windows, shelves }: { changes: ChangeRow[]; windows: WindowRow[]; shelves: ShelfRow[] },
) {
  const template = findTemplate(row.template)
  return {
    ...viewPoint(row),
    ...{ medium: row.medium, isDangerous: row.isDangerous, staleMinutes: row.staleMinutes, rule: row.rule },
    ...{ deviceName: row.deviceName, seriesCode: row.seriesCode, ruleVersion: row.ruleVersion, version: row.version },
    template: template ? { title: template.title, source: template.source, unverified: template.unverified } : null,
    changes: changes.map(({ pointId: _point, askedByPerson, askedAt, settledAt, ...change }) => ({
      ...{ ...change, askedAt: askedAt.toISOString(), settledAt: iso(settledAt) },
      isOwn: askedByPerson === actor.personId,
    })),
    windows: windows.map(({ fromAt, toAt, endedAt, ...window }) => ({
      ...{ ...window, from: fromAt.toISOString(), to: toAt.toISOString(), endedAt: iso(endedAt) },
    })),
    shelves: shelves.map(({ at, until, endedAt, ...shelf }) => ({
      ...{ ...shelf, at: at.toISOString(), until: until.toISOString(), endedAt: iso(endedAt) },
    })),
    acts: row.withdrawnAt ? [] : ['keep', 'release', 'shelve'].filter((act) => may(actor, `monitoring.${act}`)),
  }
}

export const viewSignal = ({ kind, beganAt, endedAt, ...row }: SignalLine) => ({
  ...{ ...row, kind: kind as AlarmKind, beganAt: beganAt.toISOString(), endedAt: iso(endedAt) },
})
