import { type AuditDetail, type AuditWords, called, phrase, quoted, said } from '#kernel/audit/words.ts'
import { ROLE_NAMES } from './model/roles.ts'

const WHY: Readonly<Record<string, string>> = {
  'unknown-account': '没有这个账号',
  'wrong-password': '密码不对',
  'wrong-code': '动态口令不对',
  disabled: '账号已停用',
  locked: '账号锁定中',
  'too-many-tries': '这个网络地址尝试次数过多',
  'initial-secret-expired': '初始密码已过期',
  'unknown-subject': '统一身份没有绑定账号',
  'second-factor-missing': '统一身份没有用第二种验证',
}
const BY: Readonly<Record<string, string>> = { password: '密码', oidc: '统一身份', code: '动态口令' }
const FIELDS: Readonly<Record<string, string>> = { name: '姓名', phone: '手机', oidcSubject: '统一身份' }

const fromTo = (detail: AuditDetail) =>
  said(detail, 'to') && `${said(detail, 'from') || '没有岗位'} → ${said(detail, 'to')}`

/** How people, seats and signing in are said in the audit. */
export const identityWords: AuditWords = {
  acts: {
    'identity.signed-in': {
      name: '登录',
      tell: (detail) => phrase(`用${called(detail, 'by', BY)}登录`, detail.secondFactor === true && '加了第二种验证'),
    },
    'identity.sign-in-failed': { name: '登录失败', tell: (detail) => called(detail, 'reason', WHY) },
    'identity.account-locked': {
      name: '账号锁定',
      tell: (detail) => `${called(detail, 'reason', WHY)}，锁到 ${chinaTime(said(detail, 'lockedUntil'))}`,
    },
    'identity.signed-out': { name: '退出登录' },
    'identity.proven': { name: '再次验证身份', tell: (detail) => `用${called(detail, 'by', BY)}` },
    'identity.proof-failed': {
      name: '再次验证身份失败',
      tell: (detail) => phrase(`用${called(detail, 'by', BY)}`, detail.locked === true && '账号因此锁定'),
    },
    'identity.seat-taken': { name: '切换岗位', tell: fromTo },
    'identity.password-changed': { name: '修改密码' },
    'identity.password-reset': { name: '重置密码', tell: (detail) => `账号 ${said(detail, 'login')}` },
    'identity.second-factor-reset': { name: '重置动态口令', tell: (detail) => `账号 ${said(detail, 'login')}` },
    'identity.totp-begun': { name: '生成动态口令' },
    'identity.totp-confirmed': { name: '启用动态口令' },
    'identity.totp-removed': { name: '停用动态口令' },
    'identity.person-created': {
      name: '登记人员',
      tell: (detail) =>
        phrase(
          said(detail, 'name'),
          `账号 ${said(detail, 'login')}`,
          said(detail, 'phone') && `手机 ${said(detail, 'phone')}`,
        ),
    },
    'identity.person-changed': {
      name: '修改人员信息',
      tell: (detail) =>
        Object.entries(FIELDS)
          .filter(([key]) => key in detail)
          .map(([key, label]) => `${label}改为${said(detail, key) || '空'}`)
          .join('，'),
    },
    'identity.person-disabled': { name: '停用账号' },
    'identity.person-enabled': { name: '启用账号' },
    'identity.person-revealed': { name: '查看完整手机号', tell: (detail) => `用途：${said(detail, 'purpose')}` },
    'identity.account-created': {
      name: '用运维工具建账号',
      tell: (detail) => phrase(`账号 ${said(detail, 'login')}`, called(detail, 'role', ROLE_NAMES)),
    },
    'identity.account-disabled': {
      name: '自动停用账号',
      tell: (detail) => phrase(`账号 ${said(detail, 'login')}`, said(detail, 'reason')),
    },
    'identity.body-created': { name: '登记单位', tell: (detail) => said(detail, 'name') },
    'identity.seat-created': {
      name: '设置岗位',
      tell: (detail) => phrase(said(detail, 'title'), called(detail, 'role', ROLE_NAMES)),
    },
    'identity.seat-closed': { name: '撤销岗位', tell: (detail) => said(detail, 'title') },
    'identity.seat-held': {
      name: '任职',
      tell: (detail) => `${said(detail, 'person')}自 ${said(detail, 'fromOn')} 起任职`,
    },
    'identity.seat-left': {
      name: '离岗',
      tell: (detail) => phrase(`最后一天 ${said(detail, 'lastDay')}`, `移交 ${said(detail, 'items')} 件`),
    },
    'identity.stand-in-set': {
      name: '请人代理',
      tell: (detail) =>
        `${said(detail, 'person')}代理${said(detail, 'for')}，${said(detail, 'fromOn')} 至 ${said(detail, 'toOn')}`,
    },
    'identity.stand-in-ended': {
      name: '结束代理',
      tell: (detail) => `${said(detail, 'person')}不再代理${said(detail, 'for')}`,
    },
    'identity.handover-item-accepted': {
      name: '接收移交',
      tell: (detail) => phrase(quoted(said(detail, 'title')), detail.closed === true && '移交全部接收'),
    },
    'identity.api-key-created': {
      name: '新建接口密钥',
      tell: (detail) => phrase(quoted(said(detail, 'name')), `到 ${said(detail, 'expiresOn')} 失效`),
    },
    'identity.api-key-revoked': { name: '吊销接口密钥' },
  },
  objects: {
    person: '人员',
    account: '账号',
    session: '登录会话',
    seat: '岗位',
    body: '单位',
    handover: '移交',
    'api-key': '接口密钥',
  },
}

const chinaTime = (text: string) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(text))
