import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import type { CaseDesk } from './desk.ts'
import type { CaseKind } from './holder.ts'
import { findLine, listSeatTitles } from './list-store.ts'
import { actOf, fieldsOf } from './model/fields.ts'
import { CaseId, CaseView } from './schema.ts'
import { readCase } from './service.ts'
import { type ActRow, findCase } from './store.ts'
import { faultOf } from './verify.ts'
import { viewCase } from './view.ts'

export const DossierView = z
  .object({
    case: CaseView.extend({ facts: z.unknown() }),
    seats: z.record(z.string(), z.string()).meta({ description: '各步指到的岗位，按编号' }),
    turns: z
      .array(z.object({ seq: z.number(), seat: z.string().nullable() }))
      .meta({ description: '每一步之后轮到的岗位' }),
    chain: z.object({
      holds: z.boolean(),
      acts: z.number(),
      head: z.string().meta({ description: '末封，SM3' }),
      why: z.string().nullable().meta({ description: '第一处不符' }),
      checkedAt: z.iso.datetime(),
    }),
  })
  .meta({ id: 'CaseDossier' })

/** The whole of one case of whatever kind as it is put on paper (卷宗), with its chain verified now; each reading is noted. */
export const dossierRoute = (desk: CaseDesk): AnyRoute =>
  route({
    method: 'GET',
    path: '/api/v1/cases/:id/dossier',
    summary: '一件事的卷宗：全部经过、附件和封存链核验；调阅会记入审计',
    tag: '办件',
    permission: 'signed-in',
    audit: 'case.dossier-read',
    params: z.object({ id: CaseId }),
    answer: DossierView,
    act: async ({ tx, actor, params, note }) => {
      const kind = await kindOf(tx, actor, desk, params.id)
      const found = kind && (await readCase(tx, actor, kind, params.id))
      const line = found && (await findLine(tx, actor.scope, params.id))
      if (!kind || !found || !line) throw new Problem(common.notFound, '没有这件事，或它不在您的辖区。')
      const view = await viewCase(tx, actor, desk, kind, { ...found, row: line })
      const facts = await kind.list?.factsOf(tx, [params.id])
      const seats = await listSeatTitles(tx, seatsIn(kind, found.acts))
      const fault = faultOf(found.acts, found.row)
      note({ objectType: line.type, objectId: line.id, gridCode: line.gridCode, detail: { number: line.number } })
      return {
        case: { ...view, facts: facts?.get(params.id) ?? null },
        seats: Object.fromEntries(seats),
        turns: found.acts.map(({ seq, holderSeatId }) => ({ seq, seat: seats.get(holderSeatId ?? '') ?? null })),
        chain: {
          holds: fault === null,
          acts: found.acts.length,
          head: found.row.headHash,
          why: fault && `第 ${fault.seq} 步：${fault.why}`,
          checkedAt: new Date().toISOString(),
        },
      }
    },
  })

/** The kind of a case somebody may read; undefined where he may not, or it is not there. */
async function kindOf(tx: Tx, actor: Actor, desk: CaseDesk, id: string): Promise<CaseKind | undefined> {
  const row = await findCase(tx, actor.scope, id)
  return row && may(actor, `${row.type}.read`) ? desk.kinds.get(row.type) : undefined
}

/** Every seat an act names in its input or hands the case to. */
function seatsIn({ type }: CaseKind, acts: readonly ActRow[]): string[] {
  const named = acts.flatMap(({ act, input, holderSeatId }) => {
    const declared = actOf(type, act)
    const fields = declared ? fieldsOf(declared.input).filter(({ widget }) => widget === 'seat') : []
    return [holderSeatId, ...fields.map(({ key }) => input[key])]
  })
  return [...new Set(named.filter((id) => typeof id === 'string'))]
}
