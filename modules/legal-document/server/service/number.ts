import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { documentProblems } from '../../model/problems.ts'
import * as store from '../store/number.ts'
import { listTemplates } from './template.ts'

/** Who takes numbers, for the record of each. */
interface Taker {
  by: string
  documentId: string
}

/**
 * Takes the next number of a series for a document. A follow-up of a case has the number of the case where it is free; numbers given
 * back are used first; else the counter goes on over what is taken. Two at once wait for each other, so none is given twice.
 */
export async function takeNumber(tx: Tx, series: store.Series, caseId: string | null, taker: Taker): Promise<number> {
  const last = await store.lockCounter(tx, series)
  const n = (await numberOfCase(tx, series, caseId)) ?? (await store.findReturned(tx, series)) ?? null
  const taken = n ?? (await goOn(tx, series, last, 1))[0]
  await put(tx, series, taken as number, taker)
  return taken as number
}

/** The number a case has already, where this series has not given it away. */
async function numberOfCase(tx: Tx, series: store.Series, caseId: string | null): Promise<number | null> {
  if (!caseId) return null
  const seq = await store.findSeqOfCase(tx, series.agencyGrid, caseId, series.year)
  if (seq === null) return null
  const row = await store.findNumber(tx, series, seq)
  return !row || row.state === 'returned' ? seq : null
}

/** The next free numbers after the counter, which then stands at the last of them. */
export async function goOn(tx: Tx, series: store.Series, last: number, count: number): Promise<number[]> {
  const taken = await store.listTakenAbove(tx, series, last)
  const free: number[] = []
  for (let n = last + 1; free.length < count; n++) if (!taken.has(n)) free.push(n)
  await store.setCounter(tx, series, free.at(-1) as number)
  return free
}

const put = (tx: Tx, series: store.Series, n: number, { by, documentId }: Taker) =>
  store.putNumber(tx, series, { n, state: 'used', documentId, blockId: null, reason: null, by })

/**
 * Gives a document a number that was set aside for a device and printed there.
 * @throws numberNotReserved; numberTaken when another document has it
 */
export async function spendReserved(
  tx: Tx,
  series: store.Series,
  { blockId, n }: { blockId: string; n: number },
  taker: Taker,
): Promise<number> {
  await store.lockCounter(tx, series)
  const row = await store.findNumber(tx, series, n)
  if (row?.blockId === blockId) await refuseOnDevice(tx, series.agencyGrid, blockId, '只能在那台设备上制发')
  if (!row || row.blockId !== blockId)
    throw new Problem(documentProblems.numberNotReserved, `${n} 号不在这个号段里，请核对号段和文种。`)
  if (row.state === 'used')
    throw new Problem(documentProblems.numberTaken, `${n} 号已经用在另一份文书上，请换号段里的另一个号。`)
  if (row.state !== 'reserved')
    throw new Problem(
      documentProblems.numberTaken,
      `${n} 号已经${row.state === 'void' ? '作废' : '退回'}，请换一个号。`,
    )
  await put(tx, series, n, taker)
  return n
}

/**
 * Numbers of a block a device holds are for that device: only it knows which of them stand on paper already.
 * @throws numberOnDevice
 */
async function refuseOnDevice(tx: Tx, agencyGrid: string, blockId: string, why: string): Promise<void> {
  const block = await store.findBlock(tx, agencyGrid, blockId)
  if (block?.deviceId)
    throw new Problem(documentProblems.numberOnDevice, `这段号在现场设备（${block.device}）上，${why}。`)
}

/** Numbers are given for the words templates in force carry, and for no invented ones. @throws wordUnknown */
export async function refuseInventedWords(tx: Tx, gridCode: string, words: readonly string[]): Promise<void> {
  const templates = await listTemplates(tx, gridCode, today())
  const known = new Set(
    templates.flatMap(({ template }) => (template.numbered === 'none' ? [] : (template.number_word ?? []))),
  )
  const invented = words.filter((word) => !known.has(word))
  if (invented.length === 0) return
  throw new Problem(
    documentProblems.wordUnknown,
    `没有“${invented.join('”“')}”这种字号：现在用的文书模板都不用它。请照文书模板上的字号领号。`,
  )
}

/** Sets numbers aside for a device. Sent again with the same id it is the same block. */
export async function reserveBlock(
  tx: Tx,
  series: store.Series,
  input: { id?: string | undefined; count: number; device: string; by: string },
): Promise<string> {
  const last = await store.lockCounter(tx, series)
  const id = input.id ?? newId()
  const byHand = { deviceId: null, accountId: null, region: null }
  const fresh = await store.insertBlock(tx, { id, ...series, device: input.device, reservedBy: input.by, ...byHand })
  if (!fresh) {
    if (await store.findBlock(tx, series.agencyGrid, id)) return id
    throw new Problem(common.conflict, '这个号段编号已经用过，请重新预留。')
  }
  for (const n of await goOn(tx, series, last, input.count))
    await store.putNumber(tx, series, {
      n,
      state: 'reserved',
      documentId: null,
      blockId: id,
      reason: null,
      by: input.by,
    })
  return id
}

/** Gives numbers of a block back: the next document takes them first. @throws notFound; numberTaken; numberOnDevice */
export async function returnNumbers(
  tx: Tx,
  block: store.BlockRow,
  numbers: readonly number[],
  by: string,
): Promise<void> {
  await refuseOnDevice(tx, block.agencyGrid, block.id, '由设备自己退回；设备丢了的，作废没用的号并写明原因')
  await endNumbers(tx, block, numbers, { state: 'returned', reason: null, by })
}

/** Voids a number that was spoilt on paper, with the reason. @throws notFound; numberTaken */
export async function voidNumber(tx: Tx, block: store.BlockRow, n: number, reason: string, by: string): Promise<void> {
  await endNumbers(tx, block, [n], { state: 'void', reason, by })
}

/** Voids what is left of a block, such as that of a lost device. @returns the numbers that are void now @throws numberTaken for none */
export async function voidRest(tx: Tx, block: store.BlockRow, reason: string, by: string): Promise<number[]> {
  await store.lockCounter(tx, block)
  const left = (await store.listNumbersOf(tx, [block.id])).filter(({ state }) => state === 'reserved')
  if (left.length === 0) throw new Problem(documentProblems.numberTaken, '这段号都有去向了，没有要作废的。')
  const numbers = left.map(({ n }) => n)
  await endNumbers(tx, block, numbers, { state: 'void', reason, by })
  return numbers
}

async function endNumbers(
  tx: Tx,
  block: store.BlockRow,
  numbers: readonly number[],
  end: { state: 'returned' | 'void'; reason: string | null; by: string },
): Promise<void> {
  await store.lockCounter(tx, block)
  for (const n of numbers) {
    const row = await store.findNumber(tx, block, n)
    if (!row || row.blockId !== block.id) throw new Problem(common.notFound, `这个号段里没有 ${n} 号。`)
    if (row.state !== 'reserved')
      throw new Problem(documentProblems.numberTaken, `${n} 号已经${stateWords[row.state]}，不能再退回或作废。`)
    await store.putNumber(tx, block, { n, documentId: null, blockId: block.id, ...end })
  }
}

const stateWords = { used: '用掉', returned: '退回', void: '作废', reserved: '预留' } as const

/** A block of an agency. @throws notFound */
export async function getBlock(tx: Tx, agencyGrid: string, id: string): Promise<store.BlockRow> {
  const block = await store.findBlock(tx, agencyGrid, id)
  if (!block) throw new Problem(common.notFound, '没有这个号段。')
  return block
}
