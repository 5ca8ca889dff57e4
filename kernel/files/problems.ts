import { mapConstraints, type ProblemKind } from '#kernel/http/problem.ts'

export const fileProblems = {
  wrongKind: { type: 'file/wrong-kind', status: 422, title: '文件类型不符' },
  empty: { type: 'file/empty', status: 422, title: '文件为空' },
  outsideRegion: { type: 'file/outside-region', status: 403, title: '不在您的辖区' },
  idTaken: { type: 'file/id-taken', status: 409, title: '文件编号已被使用' },
  notYours: { type: 'file/not-yours', status: 403, title: '不是您上传的文件' },
  sealed: { type: 'file/sealed', status: 409, title: '文件已签存' },
  withdrawn: { type: 'file/withdrawn', status: 422, title: '文件已撤回' },
  storeAway: { type: 'file/store-away', status: 503, title: '文件存储暂时不可用' },
} satisfies Record<string, ProblemKind>

mapConstraints({
  case_act_attachments_not_withdrawn: {
    kind: fileProblems.withdrawn,
    detail: '附件里有已撤回的文件，去掉后再交。',
  },
})
