import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { numberText } from '../../model/number.ts'
import { documentProblems } from '../../model/problems.ts'
import type {
  DeviceNumber,
  DeviceNumbersInput,
  NumberOfBlock,
  ReturnFromDevice,
  VoidOnDevice,
} from '../../model/schema.ts'
import type { AgencyRow } from '../store/agency.ts'
import * as store from '../store/number.ts'
import { goOn, refuseInventedWords } from './number.ts'
import { newCheckCode } from './print.ts'

/** Whoever holds the numbers of a device: they are one person's on one device. */
const holderOf = (actor: Actor, agency: AgencyRow, deviceId: string) => ({
  agencyGrid: agency.gridCode,
  deviceId,
  accountId: actor.accountId,
})

/** Fillings a device may have out unsent: each is a day of visits away from any network. */
const MOST_FILLINGS = 5

const isNamed = (list: readonly NumberOfBlock[], { blockId, n }: NumberOfBlock) =>
  list.some((one) => one.blockId === blockId && one.n === n)

/**
 * Fills up the numbers of this year a device holds, word by word, where half of them or fewer are left. What is left of earlier
 * years and stands on no paper is given back. Asked twice, the second time adds nothing.
 * Papers under way count only as far as the device was given their numbers, and no device has more than some fillings out at once.
 * @param limits how many a device holds of a word, and how many numbers an account may ask for on one day
 * @throws wordUnknown; tooManyNumbers
 * @returns all numbers of this year it holds, those on papers still under way too
 */
export async function fillDevice(
  tx: Tx,
  actor: Actor,
  agency: AgencyRow,
  input: DeviceNumbersInput,
  { full, aDay }: { full: number; aDay: number },
): Promise<{ numbers: DeviceNumber[]; added: number }> {
  const year = Number(today().slice(0, 4))
  const holder = holderOf(actor, agency, input.deviceId)
  await refuseInventedWords(tx, actor.gridCode, input.words)
  let left = aDay - (await store.countGivenSince(tx, holder, startOfDay()))
  let added = 0
  let short = false
  for (const word of [...new Set(input.words)].toSorted()) {
    const series = { agencyGrid: agency.gridCode, word, year }
    const last = await store.lockCounter(tx, series)
    // Asked under the lock: a twin of this request that was faster has filled it up already.
    const out = (await store.listHeld(tx, holder)).filter((one) => one.word === word && one.year === year)
    const free = out.filter((one) => !isNamed(input.spent, one))
    if (free.length > full / 2) continue
    const count = Math.min(full - free.length, full * MOST_FILLINGS - out.length, left)
    if (left <= 0 && free.length === 0) short = true
    if (count <= 0) continue
    left -= count
    added += count
    await addBlock(tx, actor, agency, series, { last, count, ...input })
  }
  if (short && added === 0)
    throw new Problem(
      documentProblems.tooManyNumbers,
      `您今天已经给现场设备领了 ${aDay} 个号，一天最多领这么多。先退回没有用的，或者明天再领。`,
    )
  const held = await store.listHeld(tx, holder)
  const old = held.filter((one) => one.year < year && !isNamed(input.spent, one))
  for (const one of old) await giveBack(tx, actor, one, '跨年没有用')
  return { numbers: held.filter((one) => one.year === year).map(viewOf), added }
}

/** The moment today began in China. */
const startOfDay = (): Date => new Date(`${today()}T00:00:00+08:00`)

async function addBlock(
  tx: Tx,
  actor: Actor,
  agency: AgencyRow,
  series: store.Series,
  { last, count, device, deviceId }: { last: number; count: number; device: string; deviceId: string },
): Promise<void> {
  const [id, by] = [newId(), actingName(actor)]
  const { region } = agency.facts
  await store.insertBlock(tx, {
    ...{ id, ...series, device, deviceId, region },
    accountId: actor.accountId,
    reservedBy: by,
  })
  for (const n of await goOn(tx, series, last, count))
    await store.putNumber(tx, series, {
      ...{ n, state: 'reserved', documentId: null, blockId: id, reason: null, by },
      checkCode: newCheckCode(),
    })
}

const viewOf = ({ blockId, n, word, year, region, checkCode }: store.HeldNumber): DeviceNumber => ({
  ...{ blockId, n, word, year, checkCode },
  text: numberText(region, word, year, n),
})

const giveBack = (tx: Tx, actor: Actor, { n, blockId, ...series }: store.HeldNumber, reason: string) =>
  store.putNumber(tx, series, { n, blockId, state: 'returned', documentId: null, reason, by: actingName(actor) })

/** Gives back what a device did not use; what is used, void or another's by now stays as it is. @returns the numbers given back */
export async function returnFromDevice(
  tx: Tx,
  actor: Actor,
  agency: AgencyRow,
  { deviceId, numbers, reason }: ReturnFromDevice,
): Promise<string[]> {
  const held = await store.listHeld(tx, holderOf(actor, agency, deviceId))
  const own = held.filter((one) => isNamed(numbers, one))
  for (const one of own) {
    await store.lockCounter(tx, one)
    const now = await store.findNumber(tx, one, one.n)
    if (now?.state === 'reserved') await giveBack(tx, actor, one, reason)
  }
  return own.map((one) => viewOf(one).text)
}

/** What a document of a device takes its number for. */
interface Taking {
  deviceId: string
  documentId: string
  word: string
  year: number
}

/**
 * Gives a document the number a device printed on it.
 * @returns the number as it stands on the paper, and its code
 * @throws numberNotReserved; numberTaken; each with what became of the number and the way on
 */
export async function spendOnDevice(
  tx: Tx,
  actor: Actor,
  agency: AgencyRow,
  { blockId, n }: NumberOfBlock,
  taking: Taking,
): Promise<{ number: string; checkCode: string; series: store.Series }> {
  const block = await store.findBlock(tx, agency.gridCode, blockId)
  const refuse = (words: string) => new Problem(documentProblems.numberNotReserved, words)
  if (!block?.deviceId || !block.region) throw refuse('本机关没有给现场设备留过这段号。请联网领号，换号重出。')
  if (block.deviceId !== taking.deviceId || block.accountId !== actor.accountId)
    throw refuse(`这段号留给了${block.reservedBy}的${block.device}，别的设备和别的人不能用。请换号重出。`)
  if (block.word !== taking.word)
    throw refuse(`这段号是“${block.word}”的，这份文书要用“${taking.word}”的号。请换号重出。`)
  if (block.year !== taking.year)
    throw refuse(`这段号是 ${block.year} 年的，文书落款在 ${taking.year} 年。请换 ${taking.year} 年的号重出。`)
  await store.lockCounter(tx, block)
  const row = await store.findNumber(tx, block, n)
  if (row?.blockId !== blockId) throw refuse(`${n} 号不在设备的这段号里。请换号重出。`)
  const text = numberText(block.region, block.word, block.year, n)
  const code = await store.findCode(tx, block, n)
  if (row.state !== 'reserved') throw taken(text, row, code?.changedBy ?? '')
  if (!code?.checkCode) throw new Error(`number ${text} on a device has no code`)
  const { documentId } = taking
  const by = actingName(actor)
  await store.putNumber(tx, block, { n, state: 'used', documentId, blockId, reason: null, by })
  const { agencyGrid, word, year } = block
  return { number: text, checkCode: code.checkCode, series: { agencyGrid, word, year } }
}

function taken(text: string, { state, reason }: store.NumberRow, by: string): Problem {
  const became =
    state === 'used'
      ? '已经用在另一份文书上'
      : state === 'void'
        ? `已由${by}作废（${reason}）`
        : '已经退回，可能给了别的文书'
  return new Problem(documentProblems.numberTaken, `${text}${became}。请收回这张纸，换号重出。`)
}

/**
 * Voids a number a device printed on a paper that does not stand; one that is void already stays void.
 * @returns the number as it stands on the paper
 * @throws numberNotReserved; numberTaken when a document has it: that one is withdrawn at a desk
 */
export async function voidOnDevice(
  tx: Tx,
  actor: Actor,
  agency: AgencyRow,
  { deviceId, blockId, n, reason }: VoidOnDevice,
): Promise<string> {
  const block = await store.findBlock(tx, agency.gridCode, blockId)
  const own = block?.deviceId === deviceId && block.accountId === actor.accountId && block.region !== null
  if (!block || !own) throw new Problem(documentProblems.numberNotReserved, '这个号不是留给您这台设备的。')
  await store.lockCounter(tx, block)
  const row = await store.findNumber(tx, block, n)
  if (row?.blockId !== blockId) throw new Problem(documentProblems.numberNotReserved, `这段号里没有 ${n} 号。`)
  const text = numberText(block.region as string, block.word, block.year, n)
  if (row.state === 'void') return text
  if (row.state !== 'reserved')
    throw new Problem(
      documentProblems.numberTaken,
      `${text}${row.state === 'used' ? '的文书已经传到平台，不能只作废号；要收回的，在平台上撤回那份文书' : '已经退回，不用再作废'}。`,
    )
  await store.putNumber(tx, block, { n, blockId, state: 'void', documentId: null, reason, by: actingName(actor) })
  return text
}
