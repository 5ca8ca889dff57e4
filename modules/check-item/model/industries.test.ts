import { expect, test } from 'vitest'
import { industriesOf } from './industries.ts'

test('an enterprise is offered the checks of its trade and its dangers before the general ones', () => {
  const of = (more: object) =>
    industriesOf({ regulatorClasses: [], superviseCategory: null, dangerClasses: [], name: '某厂', ...more })
  expect(of({})).toEqual(['general'])
  expect(of({ superviseCategory: 'light_industry', dangerClasses: ['dust_explosion', 'crowded'] })).toEqual([
    'light_industry',
    'dust_explosion',
    'general',
  ])
  expect(of({ regulatorClasses: ['fireworks'], name: '烟花爆竹批发公司' })).toEqual(['fireworks_wholesale', 'general'])
})
