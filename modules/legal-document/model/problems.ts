import type { ProblemKind } from '#kernel/http/problem.ts'

export const documentProblems = {
  noTemplate: { type: 'legal-document/no-template', status: 404, title: '没有这种文书' },
  noAgency: { type: 'legal-document/no-agency', status: 422, title: '还没有机关信息' },
  incomplete: { type: 'legal-document/incomplete', status: 422, title: '文书不完整' },
  notYet: { type: 'legal-document/not-yet', status: 409, title: '还差前面的步骤' },
  glyphMissing: { type: 'legal-document/glyph-missing', status: 422, title: '有字打不出来' },
  actClosed: { type: 'legal-document/act-closed', status: 409, title: '现在不能这样办' },
  numberTaken: { type: 'legal-document/number-taken', status: 409, title: '文号已经用过' },
  numberNotReserved: { type: 'legal-document/number-not-reserved', status: 422, title: '不是留给这个设备的号' },
  numberOnDevice: { type: 'legal-document/number-on-device', status: 422, title: '号在现场设备上' },
  wordsDiffer: { type: 'legal-document/words-differ', status: 422, title: '文字和平台排出的不一样' },
  citesUnknown: { type: 'legal-document/cites-unknown', status: 409, title: '引用的文书不在' },
  templateUnknown: { type: 'legal-document/template-unknown', status: 422, title: '没有设备上的这一版模板' },
  notASignature: { type: 'legal-document/not-a-signature', status: 422, title: '没有这个签名处' },
  noRefusal: { type: 'legal-document/no-refusal', status: 422, title: '此处不能拒签' },
  signedAlready: { type: 'legal-document/signed-already', status: 409, title: '已经签过' },
  pictureUnreadable: { type: 'legal-document/picture-unreadable', status: 422, title: '签名图片不正确' },
  noAccount: { type: 'legal-document/no-account', status: 422, title: '对方没有平台账号' },
  tooEarly: { type: 'legal-document/too-early', status: 422, title: '日期不对' },
  templateFaulty: { type: 'legal-document/template-faulty', status: 422, title: '模板写得不对' },
  templateOfOthers: { type: 'legal-document/template-of-others', status: 403, title: '不是本单位的模板' },
} satisfies Record<string, ProblemKind>
