import { mapConstraints, type ProblemKind } from '#kernel/http/problem.ts'

export const settingProblems = {
  unknown: { type: 'settings/unknown', status: 404, title: '没有这项设置' },
  invalid: { type: 'settings/invalid', status: 422, title: '设置的值不能用' },
  fixed: { type: 'settings/fixed-outside', status: 409, title: '由运行环境决定' },
  hindered: { type: 'settings/hindered', status: 409, title: '现在还不能这样设置' },
  unchanged: { type: 'settings/unchanged', status: 409, title: '没有变化' },
  movedOn: { type: 'settings/version-moved-on', status: 409, title: '别人刚改过这项设置' },
} satisfies Record<string, ProblemKind>

mapConstraints({
  setting_change_once: { kind: settingProblems.movedOn, detail: '别人同时改了这项设置，请看过新的值再改。' },
})
