/** One choice of a factor, in words anybody can check by looking, with the value behind it. */
export interface FactorChoice {
  value: number
  words: string
}

/** One factor of a method. */
export interface Factor {
  key: string
  title: string
  question: string
  choices: readonly FactorChoice[]
}

export const methodNames = { LEC: '作业条件危险性分析（LEC）', LS: '风险矩阵（LS）' } as const
export type Method = keyof typeof methodNames

const choices = (...rows: [number, string][]): FactorChoice[] => rows.map(([value, words]) => ({ value, words }))

/** Factors of the methods (hazards.md §7.1, §7.2), the worst choice first. */
export const methodFactors: Readonly<Record<Method, readonly Factor[]>> = {
  LEC: [
    {
      key: 'l',
      title: '出事的可能性 L',
      question: '照现在这样干下去，会不会出事？',
      choices: choices(
        [10, '肯定会，早晚的事'],
        [6, '很可能'],
        [3, '可能，但不常见'],
        [1, '意外才会，可能性小'],
        [0.5, '想得到，但很不可能'],
        [0.2, '极不可能'],
        [0.1, '实际上不可能'],
      ),
    },
    {
      key: 'e',
      title: '人在旁边的时间 E',
      question: '有人在这个危险旁边的时间有多少？',
      choices: choices(
        [10, '一直有人'],
        [6, '每天上班时间都有'],
        [3, '每周一次，或偶尔'],
        [2, '每月一次'],
        [1, '每年几次'],
        [0.5, '非常少'],
      ),
    },
    {
      key: 'c',
      title: '出事的后果 C',
      question: '真出了事，最坏会怎样？',
      choices: choices(
        [100, '死很多人，大灾难'],
        [40, '死几个人'],
        [15, '死一个人'],
        [7, '重伤'],
        [3, '伤残'],
        [1, '轻伤，包扎一下'],
      ),
    },
  ],
  LS: [
    {
      key: 'l',
      title: '出事的可能性 L',
      question: '现在管得怎么样，出过事没有？',
      choices: choices(
        [5, '没有措施，也发现不了；或经常发生'],
        [4, '不容易发现，措施不管用'],
        [3, '没有防护或不照着做，但看得出来；以前出过'],
        [2, '能及时发现，措施有效，很少出过'],
        [1, '措施充分有效，极不可能'],
      ),
    },
    {
      key: 's',
      title: '出事的后果 S',
      question: '真出了事，最坏会怎样？（人、钱、停产、违法，取最重的一项）',
      choices: choices(
        [5, '有人死亡；或损失 100 万元以上；或停两套装置以上；或违反法律、国家标准'],
        [4, '有人丧失劳动能力；或损失 50 万元以上；或停两套装置；或可能违法'],
        [3, '骨折、截肢、慢性病；或损失 1 万元以上；或停一套装置；或违反公司规定'],
        [2, '轻伤；或损失不到 1 万元；或几乎不停产；或违反操作规程'],
        [1, '没有伤亡、损失和停产，符合规定'],
      ),
    },
  ],
}

/** Bands of scores: `least` is the lowest score of a level; what is below all of them is level 4. */
export interface BandSet {
  code: string
  method: Method
  title: string
  /** First day on which the platform may grade by it. */
  from: string
  /** Lowest score of level 1, 2, 3, included unless `above`. */
  least: readonly [number, number, number]
  /** The lowest score of level 1 itself still belongs to level 2. */
  above?: true
  unverified: string
}

const FROM = '2016-01-01'

/** Published sets of bands differ; an assessment keeps the set it was made by. */
export const bandSets: readonly BandSet[] = [
  {
    code: 'lec-over-320',
    method: 'LEC',
    title: '大于 320 为红（320 为橙），160 橙，70 黄',
    from: FROM,
    least: [320, 160, 70],
    above: true,
    unverified: '320 归橙还是归红，各地不一，未经核实',
  },
  {
    code: 'lec-from-320',
    method: 'LEC',
    title: '320 及以上为红，160 橙，70 黄',
    from: FROM,
    least: [320, 160, 70],
    unverified: '320 归橙还是归红，各地不一，未经核实',
  },
  {
    code: 'ls-shandong',
    method: 'LS',
    title: '山东：20–25 红，15–16 橙，9–12 黄，8 及以下蓝',
    from: FROM,
    least: [20, 15, 9],
    unverified: '分档未经核实',
  },
  {
    code: 'ls-10-4',
    method: 'LS',
    title: '20–25 红，10–16 橙，4–9 黄，3 及以下蓝',
    from: FROM,
    least: [20, 10, 4],
    unverified: '分档未经核实',
  },
  {
    code: 'ls-9-4',
    method: 'LS',
    title: '20–25 红，9–16 橙，4–8 黄，3 及以下蓝',
    from: FROM,
    least: [20, 9, 4],
    unverified: '分档未经核实',
  },
]
