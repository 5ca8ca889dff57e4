import type { ActFault } from '#kernel/cases/model/case-type.ts'
import { type MeasureKind, type MeasureType, measureKinds, typesOf } from './codes.ts'

const fault = (field: string, message: string): ActFault => ({ pointer: `/input/${field}`, message })

/** What is wrong between the fields of a form by itself; what the acts before say stands in `gates.ts`. */
export function formFaults(act: string, input: Record<string, unknown>, on: string): ActFault[] {
  if (act === 'propose' || act === 'take') return matterFaults(input)
  if (act === 'serve') return serviceFaults(input, on)
  if (act === 'lengthen' && typeof input.until === 'string' && input.until <= on)
    return [fault('until', '要延到今天以后')]
  return []
}

function matterFaults({ kind, type, items }: Record<string, unknown>): ActFault[] {
  if (typeof kind !== 'string' || !(kind in measureKinds)) return []
  const faults: ActFault[] = []
  if (typeof type === 'string' && !typesOf[kind as MeasureKind].includes(type as MeasureType))
    faults.push(fault('type', `这不是「${measureKinds[kind as MeasureKind]}」的措施，请重选`))
  const listed = Array.isArray(items) ? items.length : 0
  if (kind === 'seizure' && listed === 0) faults.push(fault('items', '查封、扣押要当场清点，一物一行写进清单'))
  if (kind === 'stop' && listed > 0) faults.push(fault('items', '责令停产停用不用清单'))
  return faults
}

function serviceFaults({ on: served, dueOn }: Record<string, unknown>, on: string): ActFault[] {
  if (typeof served !== 'string') return []
  if (served > on) return [fault('on', `还没有到这一天，最晚选 ${on}`)]
  if (typeof dueOn === 'string' && dueOn <= served) return [fault('dueOn', '期限要在送达以后')]
  return []
}
