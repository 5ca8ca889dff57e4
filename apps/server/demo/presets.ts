import type { Preset } from '#kernel/settings/settings.ts'

const WHY = '演示模式：演示账号要能点一下就进入，正式使用时按平台默认'

/**
 * What the demo does differently, and only the demo: nobody is made to set up a second factor or change a password that
 * stands on the sign-in page, and its one administrator shows the work of all three.
 */
export const demoPresets: Readonly<Record<string, Preset>> = {
  'sign-in.second-factor-roles': { value: [], why: WHY },
  'sign-in.duties-apart': { value: false, why: '演示模式：一个管理员账号演示三员的工作，正式使用时三员分立' },
  'sign-in.password-days': { value: 0, why: WHY },
}
