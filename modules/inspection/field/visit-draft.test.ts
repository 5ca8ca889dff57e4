import { describe, expect, test } from 'vitest'
import { findingsOf, NEW_VISIT, newFinding, signaturesOf, type Visit } from './visit-draft.ts'

const asked = { contact: '赵安全', post: '安全管理员', partyPicture: 'ink', opinion: '第 2 项不是我们的设备' }
const answers = (more: Partial<Visit>) => signaturesOf({ ...NEW_VISIT, ...asked, ...more }, [])

describe('how the enterprise answers a record', () => {
  test.each([
    ['agrees', { answer: 'agrees', party: 'signed' }, 'signed', '以上情况属实'],
    ['differs, in its own words', { answer: 'differs', party: 'signed' }, 'signed', '第 2 项不是我们的设备'],
    [
      'refuses, and nobody writes an opinion for it',
      { answer: 'refuses', party: 'refused' },
      'refused',
      '拒绝签字，没有说明意见',
    ],
    ['as it was begun before there were three ways', { party: 'signed' }, 'signed', '第 2 项不是我们的设备'],
  ] as const)('%s', (_title, more, kind, opinion) => {
    expect(answers(more)).toMatchObject({ signatures: { party: { kind } }, opinion })
  })
})

test('what was said about a finding goes with its photographs, and is none of them', () => {
  const check = { code: 'A1', basis: '', rectification: '', rank: 'ordinary', category: 'x', criterion: null }
  const finding = { ...newFinding(check as never), fileIds: ['photo'] }
  const visit = { ...NEW_VISIT, answers: { A1: { result: 'not_met' as const, finding, voices: ['voice'] } } }
  expect(findingsOf(visit)[0]?.fileIds).toEqual(['photo', 'voice'])
  expect(finding.fileIds).toEqual(['photo'])
})
