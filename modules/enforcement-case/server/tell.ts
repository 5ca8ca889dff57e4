import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import type { Story } from '../model/story.ts'
import { findSeatOfPerson } from './store.ts'

/** What the party is told when an act is done; nothing of the inside of the office. */
const words: Readonly<Record<string, (story: Story) => { title: string; text: string } | null>> = {
  notify: () => ({ title: '收到行政处罚告知', text: '您可以陈述、申辩；够听证标准的可以申请听证。请看期限。' }),
  recheck: () => ({ title: '您的陈述、申辩已经复核', text: '复核意见在案件页面。' }),
  'call-hearing': ({ hearing }) =>
    hearing.called && { title: `听证会定在 ${hearing.called.heldOn}`, text: `地点：${hearing.called.where}` },
  decide: ({ electronic, decision }) =>
    electronic && decision?.outcome !== 'transfer'
      ? { title: '收到行政处罚决定书，请签收', text: '您同意过电子送达，签收的日期就是送达日期。' }
      : null,
  serve: ({ decision }) => ({ title: `决定书已经送达：${decision?.no ?? ''}`, text: '请看缴款期限和救济途径。' }),
  'grant-deferral': () => ({ title: '同意延期、分期缴纳罚款', text: '请按每期的日期缴纳。' }),
  'refuse-deferral': () => ({ title: '不同意延期、分期缴纳罚款', text: '请按原来的期限缴纳。' }),
  demand: () => ({ title: '收到履行催告', text: '催告书送达十个工作日后仍不履行的，可以申请法院强制执行。' }),
  annul: annulled,
  'end-remedy': (story) => (story.annulledOn ? annulled() : null),
}

function annulled() {
  return { title: '处罚决定被撤销', text: '不用缴款，已经缴的应当退还；公示的信息会撤回。' }
}

/** Tells the seats of the party what concerns it, with a link to its own page of the case. */
export async function tellParty(
  tx: Tx,
  about: { id: string; objectId: string | null },
  act: string,
  story: Story,
): Promise<void> {
  const told = words[act]?.(story)
  if (!told || !about.objectId || story.partyKind === 'person') return
  for (const seatId of await listSeatsOfObject(tx, about.objectId))
    await sendMessage(tx, {
      to: { seatId },
      kind: `penalty.${act}`,
      ref: about.id,
      ...told,
      link: `/my-penalties/${about.id}`,
    })
}

/** What the party did, as whoever handles the case is told. */
const OF_PARTY: Readonly<Record<string, string>> = {
  state: '当事人陈述、申辩，请复核',
  'waive-defence': '当事人放弃陈述、申辩',
  'ask-hearing': '当事人申请听证，请通知听证的时间、地点',
  'waive-hearing': '当事人放弃听证',
  'ask-deferral': '当事人申请延期、分期缴纳罚款',
  'confirm-address': '当事人确认了送达地址和方式',
  receive: '当事人签收了处罚决定书',
}

/** Tells the seat that handles a case what its party did: whose turn it is does not change by it. */
export async function tellHandler(
  tx: Tx,
  about: { id: string; gridCode: string },
  act: string,
  story: Story,
): Promise<void> {
  const title = OF_PARTY[act]
  const { personId } = story.handler
  if (!title) return
  // Whoever took the place of one that withdrew is known by name alone.
  const seatId = story.handler.seatId ?? (personId && (await findSeatOfPerson(tx, personId, about.gridCode, today())))
  if (!seatId) return
  const text = `${story.partyName}：${story.what.slice(0, 60)}`
  const link = `/enforcement-cases/${about.id}`
  await sendMessage(tx, { to: { seatId }, kind: `penalty.${act}`, ref: about.id, title, text, link })
}
