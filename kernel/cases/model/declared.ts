import { type AuditDetail, type AuditWords, phrase, said } from '#kernel/audit/words.ts'
import { ADMIN_ROLES } from '#kernel/identity/model/roles.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import type { CaseType } from './case-type.ts'
import { COMMON_ACTS } from './common-acts.ts'

/**
 * Permission words of a kind of case, as its declaration gives them: `<name>.read`, one for each act, `<name>.manage` and
 * `<name>.take-part` for what all kinds have, `<name>.export`.
 */
export function caseGrants(type: CaseType): Grants {
  const acts = Object.entries(type.acts).map(([act, { title, roles }]) => [
    `${type.name}.${act}`,
    { title: `${type.title}：${title}`, roles },
  ])
  const manage = {
    title: `${type.title}：转办、会签、停表、延期、关联`,
    roles: [...new Set(Object.values(type.acts).flatMap(({ roles }) => roles))],
  }
  return {
    [`${type.name}.manage`]: manage,
    [`${type.name}.take-part`]: {
      title: `${type.title}：留言、答复、催办、督办、抄送`,
      // Who keeps the platform directs no business.
      roles: type.readers.filter((role) => !ADMIN_ROLES.includes(role)),
    },
    [`${type.name}.export`]: { title: `导出${type.title}`, roles: type.readers },
    [`${type.name}.read`]: { title: `查看${type.title}`, roles: type.readers },
    ...Object.fromEntries(acts),
  }
}

/** How acts on a kind of case are said in the audit. */
export function caseWords(type: CaseType): AuditWords {
  const all = [...Object.entries(type.acts), ...Object.entries(COMMON_ACTS)]
  const acts = all.map(([act, { title }]) => [
    `${type.name}.${act}`,
    { name: `${type.title}：${title}`, tell: (detail: AuditDetail) => said(detail, 'number') },
  ])
  const bulk = {
    [`${type.name}.bulk-act`]: {
      name: `${type.title}：批量办理`,
      tell: (detail: AuditDetail) =>
        phrase(
          said(detail, 'done') && `办成 ${said(detail, 'done')} 件`,
          Number(said(detail, 'refused')) > 0 && `没办成 ${said(detail, 'refused')} 件`,
          Number(said(detail, 'left')) > 0 && `停止时还剩 ${said(detail, 'left')} 件没有办`,
        ),
    },
    [`${type.name}.bulk-begun`]: {
      name: `${type.title}：全选批量办理`,
      tell: (detail: AuditDetail) => said(detail, 'total') && `选中 ${said(detail, 'total')} 件`,
    },
    [`${type.name}.bulk-cancelled`]: { name: `${type.title}：停止批量办理` },
  }
  const exported = {
    [`${type.name}.exported`]: {
      name: `${type.title}：导出清单`,
      tell: (detail: AuditDetail) => said(detail, 'count') && `${said(detail, 'count')} 件，${said(detail, 'format')}`,
    },
  }
  return {
    acts: { ...Object.fromEntries(acts), ...bulk, ...exported },
    objects: { [type.name]: type.title },
    links: { [type.name]: (id) => `/${type.path}/${id}` },
  }
}
