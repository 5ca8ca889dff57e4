import type { ActFault } from '#kernel/cases/model/case-type.ts'
import { kindOf } from './codes.ts'

const fault = (field: string, message: string): ActFault => ({ pointer: `/input/${field}`, message })

/** What is wrong between the fields of a form by itself; what the acts before say stands in `gates.ts`. */
export function formFaults(act: string, input: Record<string, unknown>, on: string): ActFault[] {
  if (act === 'propose' || act === 'take') return matterFaults(input)
  if (act === 'serve') return serviceFaults(input, on)
  if (act === 'lengthen' && typeof input.until === 'string' && input.until <= on)
    return [fault('until', '要延到今天以后')]
  return []
}

function matterFaults({ type, items }: Record<string, unknown>): ActFault[] {
  if (typeof type !== 'string') return []
  const listed = Array.isArray(items) ? items.length : 0
  if (kindOf(type) === 'seizure' && listed === 0) return [fault('items', '查封、扣押要当场清点，一物一行写进清单')]
  return kindOf(type) === 'stop' && listed > 0 ? [fault('items', '责令停产停用不用清单')] : []
}

function serviceFaults({ on: served, dueOn }: Record<string, unknown>, on: string): ActFault[] {
  if (typeof served !== 'string') return []
  if (served > on) return [fault('on', `还没有到这一天，最晚选 ${on}`)]
  if (typeof dueOn === 'string' && dueOn <= served) return [fault('dueOn', '期限要在送达以后')]
  return []
}
