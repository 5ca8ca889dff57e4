import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import type { IdentityContext } from '../context.ts'
import { identityProblems } from '../model/problems.ts'
import { type OpenedSession, openSession } from '../service.ts'
import { auditSignedIn } from '../sign-in.ts'
import { type AccountRow, gridOfTopBody } from '../store.ts'
import type { OidcIdentity } from './client.ts'
import { findBySubject, recordOidcSignIn } from './store.ts'

/**
 * Opens a session for the account bound to a subject. An account with a second factor of its own asks the other side
 * for one too: single sign-on is no way around it.
 * @throws subjectUnknown for a subject nobody bound, or whose account is disabled; codeNeeded
 */
export async function signInBySubject(
  db: Database,
  context: IdentityContext,
  identity: OidcIdentity,
  meta: RequestMeta,
): Promise<OpenedSession> {
  const verdict = await db.system(async (tx) => {
    const account = await findBySubject(tx, identity.subject)
    const refusal = refusalOf(account, identity)
    if (refusal || !account) {
      await auditRefusal(tx, account, refusal?.reason ?? 'unknown-subject', meta)
      return refusal?.problem ?? unbound()
    }
    await recordOidcSignIn(tx, account.id, context.limits.now())
    const session = await openSession(tx, context.limits, account, meta, identity.strong)
    await auditSignedIn(tx, session, meta, 'oidc')
    return session
  })
  // Thrown here and not inside: the audit line of a refusal must be committed.
  if (verdict instanceof Problem) throw verdict
  return verdict
}

const unbound = () =>
  new Problem(identityProblems.subjectUnknown, '您的统一身份还没有绑定平台账号，请联系本单位管理员绑定后再登录。')

function refusalOf(account: AccountRow | undefined, identity: OidcIdentity) {
  if (!account) return { reason: 'unknown-subject', problem: unbound() }
  if (account.disabledAt)
    return {
      reason: 'disabled',
      problem: new Problem(identityProblems.subjectUnknown, '与您的统一身份绑定的账号已停用，请联系本单位管理员。'),
    }
  if (account.totpConfirmedAt && !identity.strong)
    return {
      reason: 'second-factor-missing',
      problem: new Problem(identityProblems.codeNeeded, '您的账号启用了动态口令，请用账号、密码和动态口令登录。'),
    }
  return null
}

async function auditRefusal(tx: Tx, account: AccountRow | undefined, reason: string, meta: RequestMeta): Promise<void> {
  const gridCode = await gridOfTopBody(tx)
  await appendAudit(tx, {
    action: 'identity.sign-in-failed',
    accountId: account?.id ?? null,
    actor: account ? { name: account.personName, account: account.login } : {},
    objectType: 'account',
    ...(account ? { objectId: account.id } : {}),
    ...(gridCode ? { gridCode } : {}),
    detail: { reason, by: 'oidc' },
    request: meta,
  })
}
