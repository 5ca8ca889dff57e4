import { type AuditWords, phrase, said } from '#kernel/audit/words.ts'

/** How acts on devices are said in the audit. */
export const deviceWords: AuditWords = {
  acts: {
    'device.added': { name: '登记设备', tell: (detail) => phrase(said(detail, 'code'), said(detail, 'protocol')) },
    'device.secret-changed': { name: '换设备密钥', tell: (detail) => said(detail, 'code') },
    'device.stopped': { name: '停用设备', tell: (detail) => said(detail, 'code') },
    'device.resumed': { name: '恢复设备', tell: (detail) => said(detail, 'code') },
  },
  objects: { device: '接入设备' },
}
