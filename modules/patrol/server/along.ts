import { today } from '#kernel/identity/limits.ts'
import { type AlongPart, type AlongVisits, byObject } from '#modules/along/server/part.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { gradeOf, levelOf } from '../model/rules.ts'
import { limitsOf } from './settings.ts'
import { listPatrolsOf, listSubjectsById } from './store.ts'
import { libraryBelow, templatesFor, usableIn } from './templates.ts'

/** The last visits to enterprises, to be taken along. */
export const patrolsAlong: AlongPart<'patrols'> = {
  key: 'patrols',
  permission: 'patrol.read',
  of: async (tx, { scope }, ids) =>
    byObject(await listPatrolsOf(tx, scope, ids), ({ objectId: _o, total: _t, visitedOn, ...row }) => ({
      ...row,
      on: visitedOn,
    })),
}

/** What visits to enterprises need without a network; a list of checks of many comes along once. */
export const visitsAlong: AlongVisits = {
  permission: 'patrol.record',
  of: async (tx, actor, ids, settings) => {
    const subjects = await listSubjectsById(tx, actor.scope, ids, levelOf(actor.gridCode))
    const library = await libraryBelow(tx, actor.gridCode, today())
    const names = await gridNames(
      tx,
      subjects.map(({ gridCode }) => gridCode),
    )
    const { bufferM, accuracyM } = limitsOf(settings)
    const templates = new Map<string, ReturnType<typeof templatesFor>[number]>()
    const visits = subjects.map((subject) => {
      const own = templatesFor(usableIn(library, subject.gridCode), subject)
      for (const template of own) templates.set(template.code, template)
      const { objectId, kind, name, gridCode, address, lng, lat, lastOn, openHazards } = subject
      return {
        ...{ objectId, kind, name, gridCode, address, lng, lat, lastOn, openHazards, bufferM, accuracyM },
        gridName: names.get(gridCode) ?? gridCode,
        grade: gradeOf(subject),
        templates: own.map(({ code }) => code),
      }
    })
    return { visits: new Map(visits.map((visit) => [visit.objectId, visit])), templates: [...templates.values()] }
  },
}
