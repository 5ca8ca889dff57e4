import type { Grants } from './permissions.ts'

const managers = ['city_admin', 'county_officer']

/** People and seats are kept by the city and, for its own subtree, by the county. */
export const identityGrants: Grants = {
  'person.read': { title: '查看人员', roles: managers },
  'person.manage': { title: '登记、停用人员，重置密码', roles: managers },
  'person.reveal': { title: '查看完整手机号', roles: managers },
  'body.read': { title: '查看单位', roles: managers },
  'body.create': { title: '登记单位', roles: managers },
  'seat.read': { title: '查看岗位', roles: [...managers, 'city_officer'] },
  'seat.manage': { title: '设置岗位、任免人员', roles: managers },
  'api-key.create': { title: '管理自己的接口密钥', roles: ['city_admin', 'city_officer', 'county_officer'] },
}
