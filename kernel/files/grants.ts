import { ROLES, WATCHING_ROLES } from '#kernel/identity/model/roles.ts'
import type { Grants } from '#kernel/identity/permissions.ts'

// Who only keeps watch attaches nothing and looks at no evidence (GB/T 22239-2019 8.1.4.2: least privilege).
const WORKING = ROLES.filter((role) => !WATCHING_ROLES.has(role))
const OFFICES = ['city_admin', 'city_officer', 'county_officer', 'town_officer']

/** Everybody who works with the register may upload and read; which files, the scope decides. */
export const fileGrants: Grants = {
  'file.upload': { title: '上传文件', roles: WORKING },
  'file.read': { title: '下载文件', roles: WORKING },
  'file.read-original': { title: '下载照片原件、查看拍摄信息', roles: OFFICES },
  'file.withdraw': { title: '撤回自己上传的文件', roles: WORKING },
  'file.withdraw-others': { title: '撤回别人上传的文件', roles: OFFICES },
}
