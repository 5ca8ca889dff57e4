import type { Tx } from '#kernel/db/db.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { cutOffs, measureTypes } from '../model/codes.ts'
import type { MeasureStory } from '../model/story.ts'

type Words = { title: string; text: string }

/** What the enterprise is told when an act is done; nothing of what is still asked for inside the office. */
const words: Readonly<Record<string, (story: MeasureStory) => Words | null>> = {
  take: ({ type, scope }) => ({ title: `已当场采取措施：${measureTypes[type]}`, text: scope.slice(0, 100) }),
  refuse: ({ urgency }) =>
    urgency === null ? null : { title: '当场采取的措施没有获得批准，立即解除', text: '请与执法人员联系恢复。' },
  serve: ({ type, until }) => ({
    title: `决定书已送达：${measureTypes[type]}`,
    text: `到 ${until} 为止。达到恢复条件的，可以提前申请恢复（解除）。`,
  }),
  lengthen: ({ lengthened }) => ({ title: `措施期限延长到 ${lengthened?.until}`, text: lengthened?.reason ?? '' }),
  test: () => ({ title: '查封、扣押的物品送检测、检验、鉴定', text: '期间不计入查封、扣押的期限。' }),
  cut: ({ cut }) =>
    cut && {
      title: `将从 ${cut.startsAt.replace('T', ' ')} 起${cutOffs[cut.cut as keyof typeof cutOffs]}`,
      text: '履行决定、消除事故隐患以后，会及时通知恢复。',
    },
  restore: () => ({ title: '已通知恢复供电、供应', text: '停产停用的决定仍然有效，恢复生产要先申请。' }),
  fail: () => ({ title: '复查不合格，措施继续', text: '请按恢复条件整改以后再申请。' }),
  release: () => ({ title: '措施已经解除', text: '处理结果在页面里。' }),
}

/** Tells the seats of the enterprise what concerns it, with a link to its own page. */
export async function tellEnterprise(
  tx: Tx,
  about: { id: string; objectId: string | null },
  act: string,
  story: MeasureStory,
): Promise<void> {
  const told = words[act]?.(story)
  if (!told || !about.objectId) return
  for (const seatId of await listSeatsOfObject(tx, about.objectId))
    await sendMessage(tx, {
      to: { seatId },
      kind: `measure.${act}`,
      ref: about.id,
      ...told,
      link: `/own-measures/${about.id}`,
    })
}
