import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  PLATE_ALPHABET,
  PLATE_RANDOM,
  plateAddress,
  plateCode,
  plateCodeText,
  readScanned,
  tidyPlateCode,
} from './code.ts'

const codes = fc.uint8Array({ minLength: PLATE_RANDOM, maxLength: PLATE_RANDOM }).map(plateCode)

describe('the code of a plate', () => {
  test('is found again however it is typed', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const wide = plateCodeText(code).replace(/[A-Z0-9]/g, (letter) =>
          String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
        )
        for (const typed of [code, plateCodeText(code), ` ${code.toLowerCase()} `, wide, [...code].join(' ')])
          expect(tidyPlateCode(typed)).toBe(code)
      }),
    )
  })

  test('one wrong letter is never another plate', () => {
    fc.assert(
      fc.property(codes, fc.nat(9), fc.integer({ min: 1, max: 31 }), (code, at, by) => {
        const other = PLATE_ALPHABET[(PLATE_ALPHABET.indexOf(code[at] as string) + by) % 32] as string
        expect(tidyPlateCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull()
      }),
    )
  })
})

test('what a camera saw is a plate by whatever name the platform goes, or is said to be what it is', () => {
  const code = plateCode(new Uint8Array(PLATE_RANDOM).fill(7))
  for (const site of ['https://aq.example.gov.cn', 'http://10.2.3.4:8091'])
    expect(readScanned(plateAddress(site, code))).toEqual({ is: 'plate', code })
  expect(readScanned(plateCodeText(code))).toEqual({ is: 'plate', code })
  const said: [string, RegExp][] = [
    ['wxp://f2f0abcdef', /收款码/],
    ['https://qr.alipay.com/fkx123', /收款码/],
    ['https://evil.example.com/plate/ABCDEFGHJK', /evil\.example\.com/],
    ['https://example.com/x', /别处的网址/],
    ['https://aq.example.gov.cn/document-check?no=1&code=2', /执法文书/],
    ['91370523MA3C1234XX', /统一社会信用代码/],
    ['随便写的', /不是企业码牌/],
  ]
  for (const [seen, sentence] of said)
    expect(readScanned(seen)).toEqual({ is: 'other', sentence: expect.stringMatching(sentence) })
})
