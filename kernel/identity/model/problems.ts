import { mapConstraints, type ProblemKind } from '#kernel/http/problem.ts'

export const identityProblems = {
  wrongCredentials: { type: 'identity/wrong-credentials', status: 401, title: '账号或密码不正确' },
  codeNeeded: { type: 'identity/code-needed', status: 401, title: '需要动态口令' },
  wrongCode: { type: 'identity/wrong-code', status: 422, title: '动态口令不正确' },
  locked: { type: 'identity/locked', status: 423, title: '账号已锁定' },
  tooManyTries: { type: 'identity/too-many-tries', status: 429, title: '尝试次数过多' },
  sessionEnded: { type: 'identity/session-ended', status: 401, title: '登录已失效' },
  secretExpired: { type: 'identity/initial-secret-expired', status: 401, title: '初始密码已过期' },
  weakPassword: { type: 'identity/weak-password', status: 422, title: '密码不符合要求' },
  loginTaken: { type: 'identity/login-taken', status: 409, title: '账号已被使用' },
  subjectTaken: { type: 'identity/subject-taken', status: 409, title: '统一身份已绑定其他账号' },
  subjectUnknown: { type: 'identity/subject-unknown', status: 403, title: '统一身份未绑定账号' },
  signInBroken: { type: 'identity/oidc-failed', status: 400, title: '统一身份登录未完成' },
  oidcAway: { type: 'identity/oidc-away', status: 503, title: '统一身份平台不可用' },
  oidcOff: { type: 'identity/oidc-off', status: 404, title: '没有启用统一身份登录' },
  aboveOneself: { type: 'identity/above-oneself', status: 403, title: '超出您的权限' },
  outsideRegion: { type: 'identity/outside-region', status: 403, title: '不在您的辖区' },
  notOneself: { type: 'identity/not-oneself', status: 409, title: '不能对自己操作' },
  alreadySeated: { type: 'identity/already-seated', status: 409, title: '已在岗' },
  notSeated: { type: 'identity/not-seated', status: 409, title: '不在岗' },
  standInTwice: { type: 'identity/stand-in-twice', status: 409, title: '这些天已有人代理' },
  standsIn: { type: 'identity/stands-in', status: 409, title: '代理不是任职' },
  seatClosed: { type: 'identity/seat-closed', status: 409, title: '岗位已撤销' },
  seatTaken: { type: 'identity/seat-taken', status: 409, title: '岗位上还有人' },
  itemAccepted: { type: 'identity/item-accepted', status: 409, title: '事项已接收' },
  totpOn: { type: 'identity/totp-on', status: 409, title: '动态口令已启用' },
  totpNeeded: { type: 'identity/second-factor-required', status: 409, title: '您的岗位必须用动态口令' },
  rolesApart: { type: 'identity/roles-conflict', status: 409, title: '角色不能兼任' },
  roleTooHigh: { type: 'identity/role-above-grid', status: 422, title: '角色与网格不相配' },
  wrongProof: { type: 'identity/wrong-proof', status: 422, title: '密码或动态口令不正确' },
  totpOff: { type: 'identity/totp-off', status: 409, title: '动态口令未启用' },
} satisfies Record<string, ProblemKind>

mapConstraints({
  account_login_is_unique: {
    kind: identityProblems.loginTaken,
    detail: '这个账号已被使用；停用的账号也不再发给别人。',
  },
  account_oidc_subject_is_unique: { kind: identityProblems.subjectTaken, detail: '这个统一身份已经绑定了另一个账号。' },
})
