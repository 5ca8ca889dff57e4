import type { ProblemKind } from '#kernel/http/problem.ts'

export const inspectionProblems = {
  notYourOffice: { type: 'inspection/not-your-office', status: 422, title: '只能编本单位的计划' },
  overCap: { type: 'inspection/over-cap', status: 422, title: '超过每年检查次数上限' },
  overWorkload: { type: 'inspection/over-workload', status: 422, title: '超过监督检查工作量' },
  notAbove: { type: 'inspection/not-above', status: 403, title: '由本级领导或上级批准' },
  drawClosed: { type: 'inspection/draw-closed', status: 409, title: '这一步已经过了' },
  fewParties: { type: 'inspection/few-parties', status: 409, title: '参与方不够' },
  wrongSecret: { type: 'inspection/wrong-secret', status: 422, title: '随机数与先报的指纹不符' },
  emptyPool: { type: 'inspection/empty-pool', status: 422, title: '没有可抽的' },
  notOfTeam: { type: 'inspection/not-of-team', status: 403, title: '由派出的检查人员办' },
  ownRecusal: { type: 'inspection/own-recusal', status: 403, title: '不能决定自己的回避' },
  recused: { type: 'inspection/recused', status: 422, title: '已经决定回避' },
  notCertified: { type: 'inspection/not-certified', status: 422, title: '执法证件不行' },
  fewSignatures: { type: 'inspection/few-signatures', status: 422, title: '签字不全' },
  termTooLong: { type: 'inspection/term-too-long', status: 422, title: '整改期限太长' },
  lineTaken: { type: 'inspection/line-taken', status: 409, title: '这一家次已经在检查' },
  stillOpen: { type: 'inspection/still-open', status: 409, title: '还有隐患没有销号' },
  notSubmitted: { type: 'inspection/not-submitted', status: 409, title: '企业还没有报整改完成' },
} satisfies Record<string, ProblemKind>
