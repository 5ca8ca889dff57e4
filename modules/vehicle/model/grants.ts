import type { Grants } from '#kernel/identity/permissions.ts'

const officers = ['city_officer', 'county_officer', 'town_officer']
const dispatchers = ['city_officer', 'county_officer']

/** An enterprise keeps its vehicles and waybills; offices watch them; only city and county may tell a vehicle something, two persons at a time. */
export const vehicleGrants: Grants = {
  'vehicle.read': { title: '查看危险货物车辆', roles: ['city_admin', 'leader', ...officers, 'enterprise_contact'] },
  'vehicle.keep': { title: '登记车辆、人员和运单', roles: ['enterprise_contact', ...dispatchers] },
  'vehicle.handle': { title: '处理车辆报警', roles: [...officers, 'enterprise_contact'] },
  'vehicle.fence': { title: '维护电子围栏', roles: dispatchers },
  'vehicle.order': { title: '向车辆下发指令', roles: dispatchers },
  'vehicle.release': { title: '复核车辆指令', roles: dispatchers },
}
