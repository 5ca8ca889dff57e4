import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { classDimension } from '#modules/enterprise/model/indicators.ts'
import { taskKinds } from './codes.ts'

const since = { owner: '任务管理', from: '2016-07-01' }
const kind = { name: 'kind', title: '任务种类', labels: taskKinds }

export const taskFacts: FactSource = {
  name: 'task',
  title: '件任务',
  permission: 'task.read',
  dimensions: [
    kind,
    { name: 'level', title: '承办层级', labels: { 4: '市', 6: '县区', 9: '镇街', 12: '村居', 15: '网格' } },
    { name: 'part', title: '发起还是下达', labels: { root: '本级发起', part: '上级下达' } },
  ],
}

export const targetFacts: FactSource = {
  name: 'task_target',
  title: '家次任务对象',
  permission: 'task.read',
  dimensions: [kind, classDimension],
}

const all = ['grid', 'kind', 'level', 'part']
const flow = (...of: string[]) => ({ kind: 'flow', of }) as const

/** Tasks and their parts, and the objects they are about. */
export const taskIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'task.handed',
    name: '下达任务',
    definition: '期内发布和逐级下达的任务，每一级的一部分算一件，取消的不计。',
    unit: '件',
    source: taskFacts,
    figure: flow('handed'),
    partitions: all,
  },
  {
    ...since,
    code: 'task.closed',
    name: '办结任务',
    definition: '期内验收办结的任务和下达的各部分，免办的不计。',
    unit: '件',
    source: taskFacts,
    figure: flow('closed'),
    partitions: all,
  },
  {
    ...since,
    code: 'task.running',
    name: '执行中任务',
    definition: '截至当日已下达、还没有办结或免办的任务和各部分。',
    unit: '件',
    source: taskFacts,
    figure: { kind: 'stock', of: ['handed'], less: ['ended'] },
    partitions: all,
  },
  {
    ...since,
    code: 'task.due',
    name: '到期任务',
    definition: '完成期限在期内届满（届满次日在期内）的任务和各部分，不论办完没有。',
    unit: '件',
    source: taskFacts,
    figure: flow('due'),
    partitions: all,
  },
  {
    ...since,
    code: 'task.met',
    name: '按期完成任务',
    definition: '完成期限在期内届满、届满前已上报完成（没有被退回）或办结的任务和各部分。',
    unit: '件',
    source: taskFacts,
    figure: flow('met'),
    partitions: all,
    better: true,
  },
  {
    ...since,
    code: 'task.on-time',
    name: '任务按期完成率',
    definition: '按期完成的占到期任务的百分比。',
    unit: '%',
    source: taskFacts,
    figure: { kind: 'ratio', over: 'task.met', under: 'task.due', times: 100 },
    partitions: [],
    digits: 1,
    better: true,
  },
  {
    ...since,
    code: 'task.late',
    name: '逾期任务',
    definition: '截至当日完成期限已过、还没有上报完成的任务和各部分。',
    unit: '件',
    source: taskFacts,
    figure: { kind: 'stock', of: ['due'], less: ['met', 'over'] },
    partitions: all,
    better: false,
  },
  {
    ...since,
    code: 'task_target.given',
    name: '任务对象',
    definition: '期内发布的任务所涉的企业，一家在两个任务里算两家次。',
    unit: '家次',
    source: targetFacts,
    figure: flow('given'),
    partitions: ['grid', 'kind'],
  },
  {
    ...since,
    code: 'task_target.done',
    name: '已完成任务对象',
    definition: '期内登记了完成情况的任务对象，按登记日计，不适用的也计。',
    unit: '家次',
    source: targetFacts,
    figure: flow('done'),
    partitions: ['grid', 'kind'],
    better: true,
  },
  {
    ...since,
    code: 'task_target.problem',
    name: '任务中发现问题',
    definition: '期内登记为发现问题的任务对象，按登记日计。',
    unit: '家次',
    source: targetFacts,
    figure: flow('problem'),
    partitions: ['grid', 'kind'],
  },
  {
    ...since,
    code: 'task_target.open',
    name: '未完成任务对象',
    definition: '截至当日还没有登记完成情况的任务对象，任务已结束的也计。',
    unit: '家次',
    source: targetFacts,
    figure: { kind: 'stock', of: ['given'], less: ['done'] },
    partitions: ['grid', 'kind'],
    better: false,
  },
  {
    ...since,
    code: 'task_target.problem-rate',
    name: '任务问题检出率',
    definition: '登记为发现问题的占期内已完成任务对象的百分比。',
    unit: '%',
    source: targetFacts,
    figure: { kind: 'ratio', over: 'task_target.problem', under: 'task_target.done', times: 100 },
    partitions: [],
    digits: 1,
  },
]
