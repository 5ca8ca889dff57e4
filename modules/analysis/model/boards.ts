/** How a figure is drawn on a board. */
export type BoardFigure =
  /** Month by month: one indicator, or two beside each other. */
  | { draw: 'months'; title: string; of: readonly [string] | readonly [string, string] }
  /** In parts by one dimension; by grid with a map. */
  | { draw: 'parts'; title: string; of: string; by: string; wide?: boolean }
  /** Two dimensions crossed. */
  | { draw: 'heat'; title: string; of: string; by: readonly [string, string]; wide?: boolean }

/** One page of the analysis (决策分析): a sentence, the figures it stands on, and how they are parted. */
export interface Board {
  key: string
  title: string
  /** The answer in one sentence; `{code}` stands for the figure of an indicator with its unit. */
  sentence: string
  /** Figures told with the period before and the same days last year. */
  facts: readonly string[]
  figures: readonly BoardFigure[]
}

/**
 * The boards, one for each application of the reference city. Which indicators, and by what they are parted, is said here alone; pages only
 * draw. Grids are held against each other per hundred enterprises, since a large one has more of everything.
 */
export const boards: readonly Board[] = [
  {
    key: 'enterprise',
    title: '企业',
    sentence: '在册企业 {enterprise.count}，期内新增 {enterprise.growth}',
    facts: ['enterprise.count', 'enterprise.growth', 'enterprise.with-installation', 'enterprise.installation-share'],
    figures: [
      { draw: 'parts', title: '企业在哪些网格', of: 'enterprise.count', by: 'grid', wide: true },
      { draw: 'months', title: '每月新增企业', of: ['enterprise.growth'] },
      { draw: 'parts', title: '新增在哪些网格', of: 'enterprise.growth', by: 'grid' },
      { draw: 'parts', title: '监管行业', of: 'enterprise.count', by: 'class' },
      { draw: 'parts', title: '规模', of: 'enterprise.count', by: 'scale' },
      { draw: 'parts', title: '国民经济行业门类', of: 'enterprise.count', by: 'section' },
    ],
  },
  {
    key: 'installation',
    title: '重大危险源',
    sentence: '有重大危险源的企业 {enterprise.with-installation}，重大危险源 {installation.count}',
    facts: ['enterprise.with-installation', 'installation.count', 'enterprise.installation-share'],
    figures: [
      { draw: 'parts', title: '重大危险源在哪些网格', of: 'installation.count', by: 'grid', wide: true },
      { draw: 'parts', title: '级别', of: 'installation.count', by: 'level' },
      { draw: 'parts', title: '单元类型', of: 'installation.count', by: 'type' },
      { draw: 'parts', title: '有重大危险源的企业占比', of: 'enterprise.installation-share', by: 'grid' },
      { draw: 'months', title: '各月末的重大危险源', of: ['installation.count'] },
    ],
  },
  {
    key: 'hazard',
    title: '隐患',
    sentence:
      '发现隐患 {hazard.found}，其中企业自查占 {hazard.self-share}；未销号 {hazard.open}，逾期未改 {hazard.late}',
    facts: ['hazard.found', 'hazard.late', 'hazard.on-time', 'hazard.major', 'hazard.recurring'],
    figures: [
      { draw: 'months', title: '企业自查与政府检查', of: ['hazard.self-found', 'hazard.office-found'] },
      { draw: 'parts', title: '每百家企业发现隐患', of: 'hazard.per-hundred', by: 'grid' },
      { draw: 'heat', title: '哪些行业出哪类隐患', of: 'hazard.found', by: ['category', 'class'], wide: true },
      { draw: 'parts', title: '逾期未改在哪些网格', of: 'hazard.late', by: 'grid', wide: true },
      { draw: 'parts', title: '重复隐患的类别', of: 'hazard.recurring', by: 'category' },
      { draw: 'parts', title: '按期整改率', of: 'hazard.on-time', by: 'grid' },
    ],
  },
  {
    key: 'inspection',
    title: '执法检查',
    sentence: '执法检查 {inspection.visited}，查出问题 {inspection.found}，每百家企业检查 {inspection.per-hundred}',
    facts: [
      'inspection.visited',
      'inspection.found',
      'inspection.find-rate',
      'legal_document.orders',
      'legal_document.opinions',
    ],
    figures: [
      { draw: 'parts', title: '检查机关', of: 'inspection.visited', by: 'office' },
      { draw: 'parts', title: '每百家企业检查', of: 'inspection.per-hundred', by: 'grid' },
      { draw: 'heat', title: '哪个机关检查哪些行业', of: 'inspection.visited', by: ['office', 'class'], wide: true },
      { draw: 'parts', title: '每百家企业检查（各行业）', of: 'inspection.per-hundred', by: 'class' },
      { draw: 'months', title: '检查与复查', of: ['inspection.visited', 'inspection.reinspected'] },
    ],
  },
  {
    key: 'self-check',
    title: '自查',
    sentence: '完成自查 {self_check.finished}，按期自查率 {self_check.on-time}，零报告 {self_check.zero}',
    facts: ['self_check.finished', 'self_check.on-time', 'self_check.zero'],
    figures: [
      { draw: 'parts', title: '按期自查率', of: 'self_check.on-time', by: 'grid', wide: true },
      { draw: 'months', title: '到期应查与按期自查', of: ['self_check.due', 'self_check.met'] },
      { draw: 'parts', title: '每百家企业自查', of: 'self_check.per-hundred', by: 'grid' },
      { draw: 'parts', title: '自查周期', of: 'self_check.finished', by: 'rhythm' },
    ],
  },
  {
    key: 'drill',
    title: '演练',
    sentence: '应急演练 {drill.held}；应演练企业 {drill_duty.bound}，应演练未演练 {drill_duty.late}',
    facts: ['drill.held', 'drill_duty.late', 'drill_duty.coverage', 'drill.pass-rate'],
    figures: [
      { draw: 'parts', title: '应演练未演练在哪些网格', of: 'drill_duty.late', by: 'grid', wide: true },
      { draw: 'parts', title: '演练覆盖率', of: 'drill_duty.coverage', by: 'grid' },
      { draw: 'parts', title: '哪些行业应演练未演练', of: 'drill_duty.late', by: 'class' },
      { draw: 'months', title: '每月演练与评估合格', of: ['drill.held', 'drill.passed'] },
      { draw: 'parts', title: '演练形式', of: 'drill.held', by: 'form' },
      { draw: 'parts', title: '评估结论', of: 'drill.held', by: 'outcome' },
      { draw: 'parts', title: '演练周期', of: 'drill_duty.late', by: 'duty' },
    ],
  },
  {
    key: 'field',
    title: '巡查与事件',
    sentence: '网格巡查 {patrol.visited}，发现问题 {patrol.found}；网格事件 {event.found}，未办结 {event.open}',
    facts: ['patrol.visited', 'patrol.found', 'event.found', 'event.open', 'event.late'],
    figures: [
      { draw: 'parts', title: '每百家企业巡查', of: 'patrol.per-hundred', by: 'grid', wide: true },
      { draw: 'months', title: '每月巡查', of: ['patrol.visited'] },
      { draw: 'parts', title: '巡查层级', of: 'patrol.visited', by: 'level' },
      { draw: 'months', title: '每月事件', of: ['event.found'] },
      { draw: 'parts', title: '事件类别', of: 'event.found', by: 'category' },
    ],
  },
  {
    key: 'task',
    title: '任务',
    sentence:
      '下达任务 {task.handed}，执行中 {task.running}，逾期 {task.late}；任务对象 {task_target.given}，已完成 {task_target.done}',
    facts: ['task.running', 'task.late', 'task.on-time', 'task_target.done', 'task_target.problem-rate'],
    figures: [
      { draw: 'parts', title: '未完成的任务对象在哪些网格', of: 'task_target.open', by: 'grid', wide: true },
      { draw: 'months', title: '任务对象与已完成', of: ['task_target.given', 'task_target.done'] },
      { draw: 'parts', title: '逾期任务在哪些网格', of: 'task.late', by: 'grid' },
      { draw: 'parts', title: '执行中任务的层级', of: 'task.running', by: 'level' },
      { draw: 'parts', title: '任务中发现问题的行业', of: 'task_target.problem', by: 'class' },
    ],
  },
  {
    key: 'penalty',
    title: '处罚',
    sentence: '处罚立案 {enforcement_case.filed}，作出决定 {enforcement_case.decided}，罚款 {enforcement_case.fine}',
    facts: ['enforcement_case.filed', 'enforcement_case.decided', 'enforcement_case.fine'],
    figures: [
      { draw: 'parts', title: '每百家企业立案', of: 'enforcement_case.per-hundred', by: 'grid', wide: true },
      { draw: 'months', title: '立案与决定', of: ['enforcement_case.filed', 'enforcement_case.decided'] },
      { draw: 'parts', title: '罚款在哪些网格', of: 'enforcement_case.fine', by: 'grid' },
      { draw: 'parts', title: '处罚结果', of: 'enforcement_case.decided', by: 'outcome' },
      { draw: 'parts', title: '监管行业', of: 'enforcement_case.filed', by: 'class' },
    ],
  },
]

/** Codes of the indicators a board speaks of. */
export const codesOf = ({ sentence, facts, figures }: Board): Set<string> =>
  new Set([...sentenceCodes(sentence), ...facts, ...figures.flatMap(({ of }) => of)])

/** Codes in a sentence, in their order. */
export const sentenceCodes = (sentence: string): string[] =>
  [...sentence.matchAll(/\{([a-z_]+\.[a-z-]+)\}/g)].map(([, code]) => code as string)

/** A sentence with its figures in the place of their codes. */
export const fillSentence = (sentence: string, words: ReadonlyMap<string, string>): string =>
  sentence.replace(/\{([a-z_]+\.[a-z-]+)\}/g, (_, code: string) => words.get(code) ?? '—')
