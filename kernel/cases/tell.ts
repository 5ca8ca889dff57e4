import type { Tx } from '#kernel/db/db.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import type { CaseKind } from './holder.ts'

const TURN = 'case.turn'
const ASKED = 'case.asked'

/** A case as far as a message speaks of it. */
export interface ToldCase {
  id: string
  title: string
  holderSeatId: string | null
  state: string
}

const nameOf = (kind: CaseKind, { title }: Pick<ToldCase, 'title'>) => `${kind.type.title}「${title}」`

/** Tells whose turn it is; whoever was told before is told no more. */
export async function tellHolder(tx: Tx, kind: CaseKind, about: ToldCase): Promise<void> {
  await finishMessages(tx, TURN, about.id)
  const state = kind.type.states[about.state]
  if (!about.holderSeatId || state?.ends) return
  await sendMessage(tx, {
    to: { seatId: about.holderSeatId },
    kind: TURN,
    ref: about.id,
    title: `${nameOf(kind, about)}${state?.title ?? about.state}`,
    text: (await kind.told?.(tx, about.id)) ?? '',
    link: kind.link(about.id),
    needsAction: true,
  })
}

/** Tells a supervising seat that what it supervises goes on in another case. */
export async function tellSupervisor(
  tx: Tx,
  kind: CaseKind,
  seatId: string,
  double: Pick<ToldCase, 'title'>,
  into: Pick<ToldCase, 'id' | 'title'>,
): Promise<void> {
  await sendMessage(tx, {
    to: { seatId },
    kind: 'case.supervised-on',
    ref: into.id,
    title: `督办转到：${nameOf(kind, into)}`,
    text: `您督办的「${double.title}」并入这一件或从中拆出，督办随之转来。`,
    link: kind.link(into.id),
  })
}

/** Messages of the acts all kinds have. */
export async function tellOfCommon(
  tx: Tx,
  kind: CaseKind,
  about: ToldCase,
  { act, input, from }: { act: string; input: Record<string, unknown>; from: string },
): Promise<void> {
  const text = [from, input.text].filter(Boolean).join('：')
  const plain = { ref: about.id, link: kind.link(about.id), text }
  const holder = about.holderSeatId
  if (act === 'urge' && holder)
    await sendMessage(tx, {
      ...plain,
      to: { seatId: holder },
      kind: 'case.urged',
      title: `催办：${nameOf(kind, about)}`,
    })
  if (act === 'supervise' && holder)
    await sendMessage(tx, {
      ...plain,
      to: { seatId: holder },
      kind: 'case.supervised',
      title: `督办：${nameOf(kind, about)}`,
    })
  if (act === 'copy')
    await sendMessage(tx, {
      ...plain,
      to: { seatId: String(input.seatId) },
      kind: 'case.copied',
      title: `抄送：${nameOf(kind, about)}`,
    })
  if (act === 'consult' || act === 'countersign')
    await sendMessage(tx, {
      ...plain,
      to: { seatId: String(input.seatId) },
      kind: ASKED,
      title: `${act === 'consult' ? '征求意见' : '请会签'}：${nameOf(kind, about)}`,
      needsAction: true,
    })
  if (act === 'answer') {
    await finishMessages(tx, ASKED, about.id)
    if (holder)
      await sendMessage(tx, {
        ...plain,
        to: { seatId: holder },
        kind: 'case.answered',
        title: `意见已回：${nameOf(kind, about)}`,
      })
  }
}
