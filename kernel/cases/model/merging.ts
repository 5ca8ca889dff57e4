import { z } from 'zod'
import type { ActSpec } from './case-type.ts'
import { idInput, words } from './inputs.ts'

/** The state of a case that went into another one, for kinds that declare merging. */
export const MERGED = { title: '已并案', ends: true } as const

const Merging = z.strictObject({
  caseId: idInput('请选并入哪一件').meta({ title: '并入哪一件', widget: 'case' }),
  text: words('怎么认定', '写清楚为什么是同一件事'),
})

/** Puts a double into the case it repeats (并案): the double ends, the other goes on and says so. */
export const mergeAct = <const S extends string>(
  from: readonly S[],
  rest: Pick<ActSpec<string>, 'roles' | 'asHighAs' | 'when'>,
): ActSpec<S | 'merged', typeof Merging> => ({
  title: '并入另一件',
  from,
  to: 'merged',
  who: ['office'],
  input: Merging,
  joins: true,
  ...rest,
})

const Parting = z.strictObject({ text: words('怎么认定', '写清楚为什么不是同一件事') })

/**
 * Takes a case out of the one it was put into: they were two after all (拆案). It stands again where it stood: in its state, under its
 * term, with the seat whose turn it was; else merging and parting would be a way to shake a term off.
 * @param back states it may come back to, those it can be merged from
 */
export const partAct = <const S extends string>(
  back: readonly S[],
  rest: { roles: readonly string[] },
): ActSpec<S | 'merged', typeof Parting> => ({
  title: '拆出来单办',
  from: ['merged' as const],
  to: { oneOf: back, choose: () => back[0] as S },
  holder: 'as-before',
  who: ['office'],
  asHighAs: ['merge'],
  input: Parting,
  parts: true,
  ...rest,
})
