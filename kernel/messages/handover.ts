import { addHandoverSource } from '#kernel/identity/handover/sources.ts'
import { listOpenOfSeat } from './store.ts'

/** Open messages of a seat go over to whoever follows on it. */
export function handOverMessages(): void {
  addHandoverSource({
    kind: 'message',
    collect: async (tx, { seatId }) => {
      const open = await listOpenOfSeat(tx, seatId)
      return open.map(({ id, title, link }) => ({ ref: id, title: `消息：${title}`, ...(link ? { link } : {}) }))
    },
  })
}
