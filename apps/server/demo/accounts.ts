/** The demo accounts: login, who it is, the post held and the grid it answers for. They exist in demo mode only. */
export const demoAccounts = [
  {
    login: 'city-admin',
    name: '孙立国',
    title: '市级管理员',
    duty: '网格、人员、企业、审计',
    role: 'city_admin',
    grid: '3705',
  },
  {
    login: 'city-leader',
    name: '陈立军',
    title: '市局局长',
    duty: '总览、地图、督办',
    role: 'leader',
    grid: '3705',
  },
  {
    login: 'city-officer',
    name: '周文博',
    title: '市级监管员',
    duty: '企业、导入、审核',
    role: 'city_officer',
    grid: '3705',
  },
  {
    login: 'guangrao-officer',
    name: '许文静',
    title: '广饶县综合监管员',
    duty: '本县企业与变更审核',
    role: 'county_officer',
    grid: '370523',
  },
  {
    login: 'guangrao-leader',
    name: '胡雪梅',
    title: '广饶县局局长',
    duty: '批准本县措施、处罚，督办',
    role: 'leader',
    grid: '370523',
    /** The name the dice give this seat. */
    drawn: true,
  },
  {
    login: 'guangrao-archivist',
    name: '丁慧敏',
    title: '广饶县档案员',
    duty: '立卷归档、借阅',
    role: 'archivist',
    grid: '370523',
  },
  {
    login: 'damatou-officer',
    name: '张明远',
    title: '大码头镇监管员',
    duty: '本镇企业核实',
    role: 'town_officer',
    grid: '370523107',
  },
  {
    login: 'grid-officer',
    name: '刘桂芳',
    title: '村网格员',
    duty: '走访、核实、上报',
    role: 'grid_officer',
    /** A village of this town: the one with the most enterprises. */
    grid: '370523107',
  },
  {
    login: 'enterprise',
    name: '周海涛',
    title: '企业安全管理员',
    duty: '自查、上报和整改隐患、维护档案',
    role: 'enterprise_contact',
    /** The village its enterprise lies in, in this town. */
    grid: '370523107',
  },
] as const

export type DemoLogin = (typeof demoAccounts)[number]['login']
