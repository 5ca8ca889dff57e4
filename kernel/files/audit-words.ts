import { type AuditDetail, type AuditWords, said } from '#kernel/audit/words.ts'

const size = (detail: AuditDetail) => `${(Number(detail.size) / 1024).toFixed(0)} KB`

/** How files are said in the audit. */
export const fileWords: AuditWords = {
  acts: {
    'file.uploaded': { name: '上传文件', tell: (detail) => `${said(detail, 'name')}（${size(detail)}）` },
    'file.withdrawn': { name: '撤回文件', tell: (detail) => `${said(detail, 'name')}：${said(detail, 'reason')}` },
    'file.original-read': { name: '下载照片原件', tell: (detail) => said(detail, 'name') },
    'file.upload-begun': { name: '开始断点续传', tell: (detail) => said(detail, 'name') },
    'file.upload-dropped': { name: '放弃断点续传' },
  },
  objects: { file: '文件' },
}
