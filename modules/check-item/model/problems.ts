import type { ProblemKind } from '#kernel/http/problem.ts'

export const checkItemProblems = {
  wordsWrong: { type: 'check-item/words-wrong', status: 422, title: '检查项填写有误' },
  meaningChanged: { type: 'check-item/meaning-changed', status: 422, title: '这不是改错字' },
  questionTwice: { type: 'check-item/question-twice', status: 409, title: '已有同样的检查项' },
  nameTwice: { type: 'check-item/template-twice', status: 409, title: '已有同名的模板' },
  notYours: { type: 'check-item/not-yours', status: 403, title: '不归本单位维护' },
  closed: { type: 'check-item/closed', status: 409, title: '已经停用' },
  pastDay: { type: 'check-item/past-day', status: 422, title: '日期已经过去' },
  itemUnfit: { type: 'check-item/item-unfit', status: 422, title: '检查项不能放进这个模板' },
  sheetUnreadable: { type: 'check-item/sheet-unreadable', status: 422, title: '表格读不出来' },
  rowsRefused: { type: 'check-item/rows-refused', status: 422, title: '有的行不能写入' },
} satisfies Record<string, ProblemKind>
