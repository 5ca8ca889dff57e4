import { partyColumns } from '#modules/enterprise/model/listed.ts'
import { choicesOf, type ListKind } from '#modules/reconciliation/model/list.ts'
import { hazardRanks } from './codes.ts'

/** 隐患台账: hazards found in a period. */
export const hazardList: ListKind = {
  name: 'hazard',
  title: '隐患台账',
  unit: '条',
  permission: 'hazard.read',
  isStanding: false,
  columns: [
    { key: 'number', label: '隐患编号', kind: 'number', heads: ['编号'], onlyFinds: true },
    partyColumns.code,
    partyColumns.name,
    partyColumns.place,
    {
      key: 'what',
      label: '隐患内容',
      kind: 'text',
      heads: [
        '隐患描述',
        '隐患',
        '隐患情况',
        '问题描述',
        '问题',
        '存在问题',
        '存在的问题',
        '具体隐患',
        '隐患名称',
        '主要隐患',
      ],
    },
    {
      key: 'day',
      label: '发现日期',
      kind: 'day',
      heads: ['发现时间', '检查日期', '检查时间', '排查时间', '排查日期', '日期', '上报时间'],
    },
    {
      key: 'rank',
      label: '隐患等级',
      kind: 'choice',
      heads: ['等级', '级别', '隐患级别', '隐患类型', '隐患分级'],
      choices: choicesOf(hazardRanks, { ordinary: ['一般'], major: ['重大', '重大事故隐患'] }),
    },
    { key: 'due', label: '整改期限', kind: 'day', heads: ['整改时限', '限期', '整改截止日期', '期限', '计划完成时间'] },
    {
      key: 'closed',
      label: '销号日期',
      kind: 'day',
      heads: ['销号时间', '整改完成时间', '整改完成日期', '验收日期', '完成时间'],
    },
  ],
  ways: [
    { by: ['number'], isSure: true },
    { by: ['party', 'day', 'what'], isSure: true },
    { by: ['name', 'day', 'what'], samePlace: true, isSure: true },
    { by: ['name', 'day'], samePlace: true, isSure: false },
  ],
  figure: 'hazard.found',
  figures: [
    ...['hazard.found', 'hazard.office-found', 'hazard.self-found', 'hazard.self-share', 'hazard.major'],
    ...['hazard.open', 'hazard.closed', 'hazard.per-hundred'],
  ],
  add: { to: '/hazards/register', label: '去补登隐患' },
}
