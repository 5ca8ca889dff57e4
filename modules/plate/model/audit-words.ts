import { type AuditWords, phrase, said } from '#kernel/audit/words.ts'
import { voidReasons } from './codes.ts'

const REASONS: Readonly<Record<string, string>> = voidReasons

/** How plates are said in the audit. Codes are not written there: who reads the audit needs no plate. */
export const plateWords: AuditWords = {
  acts: {
    'plate.issued': {
      name: '制作企业码牌',
      tell: (detail) => phrase(said(detail, 'name'), said(detail, 'count') && `${said(detail, 'count')} 张`),
    },
    'plate.voided': {
      name: '作废企业码牌',
      tell: (detail) =>
        phrase(
          said(detail, 'name'),
          REASONS[said(detail, 'reason')],
          said(detail, 'note'),
          said(detail, 'replaced') === 'true' && '补了一张',
        ),
    },
  },
  objects: { plate: '企业码牌' },
  links: {},
}
