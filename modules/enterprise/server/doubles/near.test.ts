import { describe, expect, test } from 'vitest'
import { type Comparable, likenessOf } from './likeness.ts'
import { nearness } from './near.ts'
import { placeWordsOf } from './place-words.ts'

const words = await placeWordsOf('370523')
const CODES = ['91330100799655058B', '9144030071526726XG'] as const
const HERE = { gridCode: '370523107201', address: '山东省东营市广饶县大码头镇工业路12号' }

/** Two enterprises of one address, each with a code of its own. */
const near = (one: Partial<Comparable>, other: Partial<Comparable>) =>
  nearness(
    likenessOf({ ...HERE, creditCode: CODES[0], ...one }, words),
    likenessOf({ ...HERE, creditCode: CODES[1], ...other }, words),
  )

describe('names of one enterprise at one address, each with a valid code of its own', () => {
  test.each([
    ['广饶恒沣化工有限公司', '广饶县恒沣化工有限责任公司'],
    ['广饶恒沣化工有限公司', '山东恒沣化工（东营）有限公司'],
    ['恒沣化工有限公司', '恒丰化工有限公司'],
    ['恒沣化工有限公司', '恒沣化工公司'],
    ['鑫泰纺织厂', '鑫泰纺织有限公司'],
    ['永盛机械有限公司', '永盛机械制造有限公司'],
    ['永盛石油化工有限公司', '永盛石化有限公司'],
    ['泰和新型建材有限公司', '秦和新型建材有限公司'],
    ['ＡＢＣ橡胶有限公司', 'ABC橡胶有限公司'],
    ['永盛机械有限公司广饶分公司', '永盛机械有限责任公司广饶县分公司'],
  ])('%s and %s are asked about', (one, other) => {
    expect(near({ name: one }, { name: other })?.reasons).toContain('same-address')
  })
})

describe('names of two enterprises at one address', () => {
  test.each([
    ['恒沣化工有限公司', '恒沣化工有限公司广饶分公司'],
    ['永盛机械有限公司一厂', '永盛机械有限公司二厂'],
    ['永盛机械一厂', '永盛机械二厂'],
    ['永盛机械东厂', '永盛机械西厂'],
    ['永盛机械有限公司', '永盛机械有限公司新厂区'],
    ['中国石化销售股份有限公司山东东营第12加油站', '中国石化销售股份有限公司山东东营第13加油站'],
    ['中国石化销售有限公司丁庄加油站', '中国石化销售有限公司稻庄加油站'],
    ['华泰集团有限公司', '华泰有限公司'],
    ['恒源化工有限公司', '恒泰化工有限公司'],
    ['恒源化工有限公司', '恒源纺织有限公司'],
    ['便民超市A店', '便民超市B店'],
  ])('%s and %s are not', (one, other) => {
    expect(near({ name: one }, { name: other })).toBeNull()
  })
})

describe('what has to agree besides the name', () => {
  const names = [{ name: '恒沣化工有限公司' }, { name: '恒丰化工有限公司' }] as const
  test.each([
    [
      'the same address written otherwise',
      { address: '工业路12号' },
      { address: '大码头镇工业路１２号院内' },
      'same-address',
    ],
    ['an address with more in it', { address: '工业路12号' }, { address: '杨斗村工业路12号' }, 'alike-address'],
    [
      'a place within 100 m',
      { address: '', lng: 118.55, lat: 37.25 },
      { address: '', lng: 118.5508, lat: 37.25 },
      'near-place',
    ],
    [
      'a phone',
      { address: '', contactPhone: '13800138000' },
      { address: '', principalPhone: '13800138000' },
      'same-phone',
    ],
  ] as const)('%s is enough', (_, one, other, reason) => {
    expect(near({ ...names[0], ...one }, { ...names[1], ...other })?.reasons).toContain(reason)
  })

  test.each([
    ['another house number', { address: '工业路12号' }, { address: '工业路112号' }],
    ['a place 200 m away', { address: '', lng: 118.55, lat: 37.25 }, { address: '', lng: 118.5525, lat: 37.25 }],
    ['nothing', { address: '' }, { address: '' }],
    [
      'a legal representative alone',
      { address: '', legalRepresentative: '王建国' },
      { address: '', legalRepresentative: '王建国' },
    ],
  ] as const)('%s is not', (_, one, other) => {
    expect(near({ ...names[0], ...one }, { ...names[1], ...other })).toBeNull()
  })

  test('the same name without a code on one side is asked about in one county, unless the house numbers differ', () => {
    const name = '恒沣化工有限公司'
    const uncoded = { name, creditCode: null, address: '' }
    expect(near({ name, address: '' }, uncoded)?.reasons).toEqual(['same-name', 'missing-code'])
    expect(near({ name, address: '' }, { ...uncoded, gridCode: '370522101201' })).toBeNull()
    expect(near({ name, address: '工业路12号' }, { ...uncoded, address: '工业路15号' })).toBeNull()
  })

  test('the former name of one counts beside the name of the other', () => {
    const renamed = { name: '翊丰新材料有限公司', formerName: '恒沣化工有限公司' }
    expect(near({ name: '恒沣化工有限公司' }, renamed)?.reasons).toContain('former-name')
  })
})
