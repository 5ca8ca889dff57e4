import { expect, test } from 'vitest'
import { maskAddress, maskBankCard, maskCertificateNumber, maskIdNumber, maskName, maskPhone } from './mask.ts'

test.each([
  ['张三', '张*'],
  ['张三丰', '张**'],
  ['欧阳娜娜', '欧阳**'],
  ['欧阳锋', '欧阳*'],
  ['欧阳', '欧*'],
  ['张', '张*'],
  ['', ''],
])('§3 name %s shows as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

test.each([
  ['13800138000', '138****8000'],
  ['0571-87654321', '0571-****4321'],
  ['010-1234567', '010-****4567'],
  ['110', '***'],
])('§3 phone %s shows as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked)
})

test('§3 ID number shows its ends, or 3 + 4 by role', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('1****************X')
  expect(maskIdNumber('11010519491231002X', 'entitled')).toBe('110***********002X')
})

test.each([
  ['浙江省杭州市西湖区文三路123号1单元', '浙江省杭州市西湖区文三路***'],
  ['北京市东城区东华门街道南池子大街5号', '北京市东城区东华门街道南池子大街***'],
  ['山东省东营市东营区文汇街道上保社区3号', '山东省东营市东营区文汇街道***'],
  ['浙江省杭州市西湖区古荡街道1号市民家园', '浙江省杭州市西湖区古荡街道***'],
  ['某村', '***'],
  ['', ''],
])('§3 address %s stops at the road: %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked)
})

test('§3 certificate 4 + 4, bank card last 4, short ones hide more', () => {
  expect(maskCertificateNumber('T330106199001011234')).toBe('T330***********1234')
  expect(maskCertificateNumber('AB12')).toBe('A***')
  expect(maskBankCard('6222 0212 3456 7890123')).toBe('***************0123')
})
