import { ROLES } from '#kernel/identity/model/roles.ts'
import type { Grants } from '#kernel/identity/permissions.ts'

/** Everybody with a seat may upload and read; which files, the scope decides. */
export const fileGrants: Grants = {
  'file.upload': { title: '上传文件', roles: ROLES },
  'file.read': { title: '下载文件', roles: ROLES },
}
