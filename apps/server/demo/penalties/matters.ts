import type { WeighingInput } from '#modules/enforcement-case/model/inputs.ts'

/** What a demo enterprise is punished for. */
export interface Matter {
  what: string
  where: string
  cause: string
  weighing: WeighingInput
}

const weigh = (
  item: string,
  tier: WeighingInput['tier'],
  fact: string,
  fine: number,
  more: Partial<WeighingInput> = {},
) => ({
  ...{ item, stage: 'first' as const, tier, fact, fine, grounds: [], also: [], others: [] },
  ...{ speciallySerious: false, afterTerm: false, ...more },
})

/** Ordinary matters, fined below what gives a right to a hearing. */
export const matters: readonly Matter[] = [
  {
    what: '四名新进员工未经安全教育培训即安排上岗作业',
    where: '生产车间',
    cause: '涉嫌未按规定进行安全生产教育和培训案',
    weighing: weigh('97-3', 'ordinary', '四名员工没有三级教育记录', 32_000),
  },
  {
    what: '粉尘作业区两处未设置安全警示标志',
    where: '打磨车间',
    cause: '涉嫌未设置明显的安全警示标志案',
    weighing: weigh('99-1', 'ordinary', '两处未设标志', 16_000),
  },
  {
    what: '可燃气体报警器超过检定有效期仍在使用',
    where: '储罐区',
    cause: '涉嫌未对安全设备进行定期检测案',
    weighing: weigh('99-3', 'ordinary', '两台报警器未按期检定', 18_000),
  },
  {
    what: '电焊作业人员无特种作业操作证上岗作业',
    where: '维修车间',
    cause: '涉嫌特种作业人员未取得资格上岗作业案',
    weighing: weigh('97-7', 'minor', '一名焊工无证上岗', 15_000),
  },
  {
    what: '事故隐患排查治理情况未如实记录，未向从业人员通报',
    where: '企业办公室',
    cause: '涉嫌未如实记录事故隐患排查治理情况案',
    weighing: weigh('97-5', 'ordinary', '三个月的记录不实', 28_000),
  },
  {
    what: '受限空间作业未安排专门人员进行现场安全管理',
    where: '污水处理站',
    cause: '涉嫌危险作业未安排专门人员现场管理案',
    weighing: weigh('101-3', 'ordinary', '一次受限空间作业无人监护', 36_000),
  },
]

/** Matters heavy enough for a hearing, discussion and review. */
export const heavyMatters: readonly Matter[] = [
  {
    what: '七名员工未经安全培训上岗，其中两名在重大危险源岗位作业',
    where: '罐区和装卸站台',
    cause: '涉嫌未按规定进行安全生产教育和培训案',
    weighing: weigh('97-3', 'heavier', '七名员工没有培训记录', 62_000),
  },
  {
    what: '二级重大危险源未按规定进行安全评估，未登记建档',
    where: '液氯储存区',
    cause: '涉嫌重大危险源未登记建档、未定期评估案',
    weighing: weigh('101-2', 'heavier', '二级重大危险源未评估', 58_000),
  },
]
