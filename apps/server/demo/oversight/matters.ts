/** What is found point by point, and what the inspected office says it did about it. */
export interface Matter {
  code: string
  found: string
  reply: string
}

const matter = (code: string, found: string, reply: string): Matter => ({ code, found, reply })

export const matters: readonly Matter[] = [
  matter('DD-01', '两个部门的职责清单还是去年的，商贸和燃气谁管没有写清', '已修订清单并发文，燃气由住建牵头'),
  matter('DD-02', '安监站编制 6 人，实际在岗 3 人，其中 1 人兼管环保', '调入 2 人，兼职已分开'),
  matter('DD-03', '今年安全生产经费没有单列，检查用车从办公费支出', '已单列预算，追加检测仪器费用'),
  matter('DD-04', '年度检查计划完成 62%，三季度空了两个月', '倒排到周，缺的 41 家已补查'),
  matter('DD-05', '3 家涉氨制冷企业今年没有查过', '3 家都已检查，问题录入平台'),
  matter('DD-06', '抽 20 条隐患，4 条没有复查记录', '4 条都已复查并补录照片'),
  matter('DD-07', '1 条重大隐患只有台账，没有督办通知', '已挂牌督办，明确包保领导'),
  matter('DD-08', '17 条一般隐患逾期超过 30 天，没有人催办', '逐条落实到人，剩 2 条已申请延期'),
  matter('DD-09', '举报电话抽查两次没有人接', '已设专人接听，非工作时间转值班室'),
  matter('DD-10', '危化品泄漏预案三年没有修订，今年没有演练', '预案已修订，组织了一次泄漏演练'),
  matter('DD-11', '一起轻伤事故次日才报', '已开会通报，重新培训报告时限'),
  matter('DD-12', '两个村网格员离任一个月没有补', '都已补齐并在平台登记'),
  matter('DD-13', '周末值班表排了人，抽查时不在岗', '已通报批评，值班改为视频点名'),
  matter('DD-14', '新任网格员没有参加培训就上岗', '补训 12 人，考试合格'),
  matter('DD-15', '抽 15 家企业，5 家停产没有登记', '5 家已登记停产，其余核实一遍'),
]
