import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { roads } from '../model/schema.ts'

type Road = keyof typeof roads

/** Permission words the acts behind a road ask for: sending an order opens no act somebody does not have. */
const WORDS: Readonly<Record<Road, readonly string[]>> = {
  task: ['task.draft', 'task.publish'],
  plan: ['inspection-plan.arrange'],
}

/** Why somebody cannot send an order on a road; null where he can. */
export const roadFault = (actor: Actor, road: Road): string | null =>
  WORDS[road].every((word) => may(actor, word)) ? null : `${roads[road]}由监管岗位办`
