import type { Grants } from '#kernel/identity/permissions.ts'

const READERS = ['archivist', 'city_admin', 'leader', 'city_officer', 'county_officer', 'town_officer']

/** The archivist keeps the volumes, the head of the office decides, whoever handles cases asks to look. */
export const archiveGrants: Grants = {
  'archive.read': { title: '查看案卷清单和目录', roles: READERS },
  'archive.bind': { title: '立卷、归档', roles: ['archivist'] },
  'archive.look': { title: '查看、下载、核验案卷', roles: ['archivist'] },
  'archive.maintain': { title: '维护保管期限表和档号设置', roles: ['archivist', 'city_admin'] },
  'archive.borrow': { title: '申请借阅案卷', roles: ['leader', 'city_officer', 'county_officer', 'town_officer'] },
  'archive.decide': { title: '批准借阅、撤卷和鉴定意见', roles: ['leader'] },
  'archive.supervise-destruction': {
    title: '监督案卷销毁',
    roles: ['archivist', 'leader', 'city_officer', 'county_officer'],
  },
}
