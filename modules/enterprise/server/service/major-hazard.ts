import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { today } from '#kernel/identity/service.ts'
import { type GradeInput, type GradeResult, gradeMajorHazard } from '#standards/gb18218/grade.ts'
import { MajorHazardError } from '#standards/gb18218/problems.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import * as store from '../store/major-hazard.ts'
import { getEnterpriseForUpdate } from './access.ts'

export interface InstallationInput {
  id?: string | undefined
  name: string
  unitType: 'production' | 'tank_farm' | 'warehouse'
  exposedPeople: number
  stocks: GradeInput['stocks']
  assessedOn?: string | null | undefined
  filingNumber?: string | null | undefined
  filedOn?: string | null | undefined
}

const FIRST_DAY = '1950-01-01'

/** Grades by GB 18218-2018; what the standard cannot answer is a problem that names the chemical. */
export function gradeOrRefuse(input: GradeInput): GradeResult {
  try {
    return gradeMajorHazard(input)
  } catch (error) {
    if (!(error instanceof MajorHazardError)) throw error
    throw new Problem(enterpriseProblems.notGradable, error.message, {
      chemical: error.chemical,
      choices: error.choices,
    })
  }
}

/** Records an installation with its grading. */
export async function addInstallation(tx: Tx, actor: Actor, enterpriseId: string, input: InstallationInput) {
  const present = await getEnterpriseForUpdate(tx, actor, enterpriseId)
  refuseStrangeDays(input)
  const grading = gradeOrRefuse(input)
  const id = input.id ?? newId()
  const row = { ...rowOf(id, input, grading), enterpriseId, gridCode: present.gridCode, createdOn: today() }
  await store.insertMajorHazards(tx, [row])
  await store.refreshMajorHazardFlag(tx, [enterpriseId])
  return { id, version: 1, level: grading.level }
}

/** Replaces an installation and grades it anew. */
export async function changeInstallation(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: InstallationInput,
) {
  const present = await getInstallation(tx, actor, id, version)
  refuseStrangeDays(input)
  const grading = gradeOrRefuse(input)
  const { enterpriseId } = present
  await store.updateMajorHazard(tx, rowOf(id, input, grading))
  await store.refreshMajorHazardFlag(tx, [enterpriseId])
  return { id, version: present.version + 1, level: grading.level, enterpriseId }
}

/** Takes an installation out of the file (核销). */
export async function withdrawInstallation(tx: Tx, actor: Actor, id: string, version: number | null) {
  const present = await getInstallation(tx, actor, id, version)
  await store.withdrawMajorHazard(tx, id)
  await store.refreshMajorHazardFlag(tx, [present.enterpriseId])
  return { id, version: present.version + 1, enterpriseId: present.enterpriseId }
}

/** What was assessed and filed was so by today. Which of the two comes first is for the office to judge. */
function refuseStrangeDays(input: InstallationInput): void {
  const last = today()
  const named = [
    { key: 'assessedOn', label: '评估日期', day: input.assessedOn },
    { key: 'filedOn', label: '备案日期', day: input.filedOn },
  ]
  const errors = named.flatMap(({ key, label, day }) =>
    day && (day < FIRST_DAY || day > last)
      ? [{ pointer: `/${key}`, message: `${label}应在 ${FIRST_DAY} 到 ${last} 之间，写的是 ${day}` }]
      : [],
  )
  if (errors[0]) throw new Problem(common.invalid, `${errors[0].message}。`, { errors })
}

async function getInstallation(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
): Promise<store.MajorHazardRow> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const found = await store.findMajorHazardForUpdate(tx, actor.scope, id)
  if (!found) throw new Problem(common.notFound, '没有这个重大危险源，或它不在您的辖区。')
  if (found.version !== version) {
    throw new Problem(common.versionMovedOn, '您打开之后别人改过这个重大危险源，请刷新后再改。', {
      currentVersion: found.version,
    })
  }
  return found
}

function rowOf(id: string, input: InstallationInput, grading: GradeResult) {
  return {
    id,
    name: input.name,
    unitType: input.unitType,
    exposedPeople: input.exposedPeople,
    stocks: input.stocks as store.StockRow[],
    s: grading.s,
    alpha: grading.alpha,
    r: grading.r,
    level: grading.level,
    assessedOn: input.assessedOn ?? null,
    filingNumber: input.filingNumber ?? null,
    filedOn: input.filedOn ?? null,
  }
}
