import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { stateNames } from '../../model/acts.ts'
import { maskParty, tidyCode, tidyNumber } from '../../model/number.ts'
import { type CheckedRow, findChecked } from '../store/document.ts'
import { findWaiting } from '../store/number.ts'

const Answer = z.object({
  /**
   * `unknown`: no such document; `altered`: the file is none of the kept ones; `genuine`; `withdrawn` and `replaced`: was issued and no
   * longer holds; `awaited`: the number is on a device whose document is still under way; `void`: the number is given up.
   */
  verdict: z.enum(['unknown', 'altered', 'genuine', 'withdrawn', 'replaced', 'awaited', 'void']),
  document: z
    .object({
      name: z.string(),
      number: z.string(),
      agency: z.string(),
      party: z.string(),
      issuedOn: z.string(),
      state: z.string(),
      /** Whether a file was compared. */
      fileCompared: z.boolean(),
    })
    .nullable(),
  /** Whom to ask where the document is not there: the agency that holds the number. */
  agency: z.string().nullable(),
})

/** The public check of a document, for whoever holds its number and its code. */
export const checkRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/document-check',
    summary: '查验一份执法文书：文号和查验码，可再比对文件的 SHA-256；不用登录',
    tag: '执法文书',
    permission: 'public',
    perMinute: 20,
    raw: true,
    query: z.object({
      no: z.string().trim().min(1, '请填写文号').max(60, '文号过长'),
      code: z.string().trim().min(1, '请填写查验码').max(40, '查验码过长'),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, '文件的 SHA-256 不正确')
        .optional(),
    }),
    answer: Answer,
    act: async ({ db, query }) => {
      // A function of the database answers for number and code together; no scope sees more through it.
      const [number, code] = [tidyNumber(query.no), tidyCode(query.code)]
      return db.read(wholeTree, async (tx) => {
        const found = await findChecked(tx, number, code)
        return found ? told(found, query.sha256) : toldOfNumber(await findWaiting(tx, number, code))
      })
    },
  }),
]

/** What is said where there is no document: of its number, if that is known with this code. */
function toldOfNumber(waiting: Awaited<ReturnType<typeof findWaiting>>): z.input<typeof Answer> {
  if (!waiting) return { verdict: 'unknown', document: null, agency: null }
  return { verdict: waiting.state === 'void' ? 'void' : 'awaited', document: null, agency: waiting.agency }
}

function told(found: CheckedRow, sha256: string | undefined): z.input<typeof Answer> {
  const altered = sha256 !== undefined && !found.hashes.includes(sha256)
  const held = found.state === 'issued' ? 'genuine' : (found.state as 'withdrawn' | 'replaced')
  return {
    verdict: altered ? 'altered' : held,
    document: {
      name: found.name,
      number: found.number,
      agency: found.agency ?? '',
      party: maskParty(found.partyName),
      issuedOn: found.issuedOn,
      state: stateNames[found.state],
      fileCompared: sha256 !== undefined,
    },
    agency: found.agency,
  }
}
