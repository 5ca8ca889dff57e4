import { z } from 'zod'
import { idInput, keysOf } from '#kernel/cases/model/inputs.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { may } from '#kernel/identity/model/actor.ts'
import { loanStates } from '../../model/codes.ts'
import { BorrowInput, DecideInput, LoanView, OneVolume } from '../../model/schema.ts'
import { askLoan, decideLoan, endLoan } from '../service/lend.ts'
import { countLoans, listLoans } from '../store/loan.ts'
import { loanView } from '../view.ts'
import { aboutVolume } from './volume.ts'

const tag = '档案'
const One = z.object({ id: idInput('借阅编号不正确') })
const Done = z.object({ id: z.uuid() })

/** Lending (借阅): asked, decided, given back. */
export const loanRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/archive-loans',
    summary: '借阅登记，新的在前；档案员和负责人看辖区全部，其他人看自己的',
    tag,
    permission: 'archive.read',
    query: z.object({
      state: z.enum(keysOf(loanStates), '没有这种状态').optional(),
      mine: z.enum(['true'], '只能是 true').optional(),
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(LoanView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { state, mine, cursor, limit } }) => {
      const all = may(actor, 'archive.look') || may(actor, 'archive.decide')
      const wish = { state, accountId: mine || !all ? actor.accountId : undefined }
      const after = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
      const rows = await listLoans(tx, actor.scope, wish, { after, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        items: rows.map(({ place: _place, ...row }) => loanView(actor, row)),
        nextCursor: last ? writeCursor([last.place, last.id]) : null,
        total: await countLoans(tx, actor.scope, wish),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/archive-volumes/:id/borrow',
    summary: '申请借阅：写明理由、范围、天数（最多 15 天）',
    tag,
    permission: 'archive.borrow',
    audit: 'archive.loan-asked',
    params: OneVolume,
    body: BorrowInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const { volume, loanId } = await askLoan(tx, actor, params.id, body)
      note(aboutVolume(volume, { reason: body.reason }))
      return { id: loanId }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/archive-loans/:id/decide',
    summary: '审批借阅：同意后在期内可以看带水印的副本，不同意写明理由',
    tag,
    permission: 'archive.decide',
    audit: 'archive.loan-decided',
    params: One,
    body: DecideInput,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      const { volume, loan } = await decideLoan(tx, actor, params.id, body)
      note(aboutVolume(volume, { decision: body.agrees ? '同意' : '不同意', reason: body.text }))
      return { id: loan.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/archive-loans/:id/end',
    summary: '归还，或撤回还没有批准的申请',
    tag,
    permission: 'archive.borrow',
    audit: 'archive.loan-ended',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      const volume = await endLoan(tx, actor, params.id)
      note(aboutVolume(volume))
      return { id: params.id }
    },
  }),
]
