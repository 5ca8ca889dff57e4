import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { checkItemProblems } from '../../model/problems.ts'
import { isSeenFrom, regionOf, templateFault } from '../../model/rules.ts'
import type { TemplateWordsInput } from '../../model/schema.ts'
import { isUsable, listChecks, listTemplates, type TemplateVersion, templateHistory } from '../library.ts'
import { enter, firstOf, gridOf, nextCode, nextOf, refuseForeign, refusePast, refuseStale } from './keeping.ts'

/** Composes a template of the actor's own place. @throws itemUnfit, nameTwice, pastDay */
export async function addTemplate(
  tx: Tx,
  actor: Actor,
  words: TemplateWordsInput,
  fromOn: string | undefined,
  why: string,
): Promise<TemplateVersion> {
  const from = fromOn ?? today()
  refusePast(from, '/fromOn')
  await refuseUnfit(tx, actor, words, from, actor.gridCode)
  await refuseNameTwice(tx, actor, words.name, null)
  const code = await nextCode(tx, 'check_template', `${regionOf(actor.gridCode)}-T-`)
  return enter(tx, 'check_template', firstOf(actor, code, actor.gridCode, from, words, why))
}

/** Gives a template another composition from a day on; what was planned with it before stays. @throws as closeTemplate, itemUnfit, nameTwice */
export async function reviseTemplate(
  tx: Tx,
  actor: Actor,
  code: string,
  seen: number | null,
  words: TemplateWordsInput,
  fromOn: string | undefined,
  why: string,
): Promise<TemplateVersion> {
  const versions = await ownTemplate(tx, actor, code, seen)
  const last = versions.at(-1) as TemplateVersion
  const from = fromOn ?? today()
  refusePast(from, '/fromOn')
  if (from < last.fromOn) {
    const message = `上一版 ${last.fromOn} 起用，新的一版不能更早`
    throw new Problem(checkItemProblems.pastDay, `${message}。`, { errors: [{ pointer: '/fromOn', message }] })
  }
  await refuseUnfit(tx, actor, words, from, last.gridCode ?? actor.gridCode)
  await refuseNameTwice(tx, actor, words.name, code)
  return enter(tx, 'check_template', nextOf(actor, last, 'corrected', { words, fromOn: from, why }))
}

/** Says the last day of a template. @throws notFound, notYours, closed, versionMovedOn, pastDay */
export async function closeTemplate(
  tx: Tx,
  actor: Actor,
  code: string,
  seen: number | null,
  lastOn: string,
  why: string,
): Promise<TemplateVersion> {
  const versions = await ownTemplate(tx, actor, code, seen)
  refusePast(lastOn, '/lastOn')
  return enter(tx, 'check_template', nextOf(actor, versions.at(-1) as TemplateVersion, 'closed', { toOn: lastOn, why }))
}

/** All versions of a template seen from the actor's place. @throws notFound */
export async function getTemplate(tx: Tx, actor: Actor, code: string): Promise<TemplateVersion[]> {
  const versions = await templateHistory(tx, code)
  if (versions.length === 0 || !isSeenFrom(versions[0]?.gridCode ?? null, gridOf(actor)))
    throw new Problem(common.notFound, '没有这个检查模板，或它不在您的辖区。')
  return versions
}

async function ownTemplate(tx: Tx, actor: Actor, code: string, seen: number | null): Promise<TemplateVersion[]> {
  const versions = await getTemplate(tx, actor, code)
  refuseForeign(actor, versions, '检查模板')
  refuseStale(versions, seen)
  return versions
}

/** @throws itemUnfit for checks nobody knows, closed ones, those of other places and those for the other audience */
async function refuseUnfit(tx: Tx, actor: Actor, words: TemplateWordsInput, on: string, place: string): Promise<void> {
  const checks = await listChecks(tx, words.itemCodes, on)
  const errors = words.itemCodes.flatMap((code, at) => {
    const check = checks.get(code)
    const message =
      words.itemCodes.indexOf(code) < at
        ? '放了两次'
        : !check || !isSeenFrom(check.gridCode, gridOf(actor))
          ? '没有这个检查项'
          : check.standing !== 'in-force'
            ? `${on} 不适用，已经停用或还没有起用`
            : !isUsable(check, place)
              ? '是下级加的，只能放进那里的模板'
              : templateFault(words.level, check)
    return message ? [{ pointer: `/words/itemCodes/${at}`, message: `${code}：${message}` }] : []
  })
  if (errors.length === 0) return
  throw new Problem(checkItemProblems.itemUnfit, `${errors[0]?.message}。`, { errors })
}

async function refuseNameTwice(tx: Tx, actor: Actor, name: string, own: string | null): Promise<void> {
  const all = await listTemplates(tx, today(), actor.gridCode)
  const twin = all.find((one) => one.name === name && one.code !== own && one.standing !== 'closed')
  if (!twin) return
  const message = `已有叫「${name}」的模板 ${twin.code}，请换一个名字`
  throw new Problem(checkItemProblems.nameTwice, `${message}。`, { errors: [{ pointer: '/words/name', message }] })
}
