import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { syncProblems } from './model/problems.ts'

/** What one account left on a device is not sent in the name of another. @throws otherAccount */
export function refuseOtherAccount(actor: Actor, accountId: string | undefined): void {
  if (accountId && accountId !== actor.accountId)
    throw new Problem(
      syncProblems.otherAccount,
      '登录的是另一个账号，这台设备上别人没有送出的记录要由本人登录以后再送。',
    )
}
