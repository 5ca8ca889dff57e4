import type { FastifyRequest } from 'fastify'
import type { Database } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { FieldGrade } from './model/grade.ts'
import { type Outcome, outcomeOf, receiptNumber } from './model/operation.ts'
import type { ActSince, OperationInput } from './model/schema.ts'
import type { Offline } from './offline.ts'
import { isReceived } from './store.ts'
import { witnessing } from './witness.ts'

/** What a device hears of one operation. */
export interface OperationAnswer {
  id: string
  outcome: Outcome
  receipt: string | null
  status: number
  answer: unknown
  problem: {
    type: string
    detail: string
    errors?: { pointer: string; message: string }[]
    since?: ActSince[]
    currentVersion?: number
  } | null
  grade: FieldGrade | null
  reasons: string[]
}

/** Under this key the answer to an operation is kept: the same operation again gets the same answer. */
const keyOf = (id: string) => `field:${id}`

/**
 * Carries out what a device did by itself, in the order it was sent, each through the chain every request goes through: who,
 * whether, schema, transaction, audit, receipt. One that fails keeps back what follows it, and nothing else.
 */
export async function carryOut(
  { db, offline }: { db: Database; offline: Offline },
  actor: Actor,
  request: FastifyRequest,
  operations: readonly OperationInput[],
): Promise<OperationAnswer[]> {
  const answers: OperationAnswer[] = []
  const done = new Set<string>()
  for (const operation of operations) {
    const { id, method, path, after } = operation
    if (!offline.takes(method, path)) {
      answers.push(notOffline(id))
      continue
    }
    const ready =
      !after || done.has(after) || (await db.unscoped((tx) => isReceived(tx, actor.accountId, keyOf(after))))
    const answer = ready ? await carryOutOne(request, operation).catch(() => failed(id)) : waiting(id)
    if (answer.receipt) done.add(id)
    answers.push(answer)
  }
  return answers
}

const NOTHING = { receipt: null, answer: null, grade: null, reasons: [] }

const waiting = (id: string): OperationAnswer => ({
  ...{ id, outcome: 'waits', status: 424, ...NOTHING },
  problem: { type: '/problems/sync/waits', detail: '前一步还没有传到，这一步先等着。' },
})

const notOffline = (id: string): OperationAnswer => ({
  ...{ id, outcome: 'refused', status: 422, ...NOTHING },
  problem: { type: '/problems/sync/not-offline', detail: '这件事不能离线提交，请在平台上办。' },
})

/** What went wrong inside the server is tried again, and keeps nothing else back. */
const failed = (id: string): OperationAnswer => ({
  ...{ id, outcome: 'later', status: 500, ...NOTHING },
  problem: { type: '/problems/request/unexpected', detail: '平台办这一项时出错，稍后自动再发。' },
})

/** Headers by which the sender is known; nothing else of the request is about the operation. */
const SENDER = ['cookie', 'authorization', 'origin', 'host', 'user-agent'] as const

async function carryOutOne(request: FastifyRequest, operation: OperationInput): Promise<OperationAnswer> {
  const { id, method, path, body, ifMatch } = operation
  const sender = Object.fromEntries(
    SENDER.flatMap((name) => (request.headers[name] ? [[name, request.headers[name]]] : [])),
  )
  const [reply, graded] = await witnessing(operation, () =>
    request.server.inject({
      method,
      url: path,
      payload: body,
      remoteAddress: request.ip,
      headers: {
        ...sender,
        'idempotency-key': keyOf(id),
        ...(ifMatch === null ? {} : { 'if-match': `"${ifMatch}"` }),
      },
    }),
  )
  const said = reply.body ? (JSON.parse(reply.body) as Record<string, unknown>) : null
  const isTaken = reply.statusCode < 300
  const problem = isTaken ? null : (said as unknown as OperationAnswer['problem'])
  return {
    id,
    outcome: outcomeOf(reply.statusCode, reply.headers['idempotency-replayed'] === 'true', problem?.type),
    receipt: isTaken ? receiptNumber(id) : null,
    status: reply.statusCode,
    answer: isTaken ? said : null,
    problem: problem && {
      type: problem.type,
      detail: problem.detail,
      ...(problem.errors ? { errors: problem.errors } : {}),
      ...(problem.since ? { since: problem.since } : {}),
      ...(problem.currentVersion === undefined ? {} : { currentVersion: problem.currentVersion }),
    },
    grade: graded?.grade ?? null,
    reasons: graded?.reasons ?? [],
  }
}
