/** States of a certificate (执法证件). */
export const certificateStates = { valid: '有效', suspended: '暂扣', revoked: '注销' } as const
export type CertificateState = keyof typeof certificateStates

/** How a certificate stands on a day: its state and its dates together. */
export const standings = {
  ok: '有效',
  expiring: '快到期',
  early: '未生效',
  expired: '已过期',
  suspended: '已暂扣',
  revoked: '已注销',
} as const
export type Standing = keyof typeof standings

/** Days before its end from which a certificate is marked, so that its renewal is asked for in time. */
export const EXPIRING_DAYS = 60
