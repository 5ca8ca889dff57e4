/** Code lists of the enterprise file, by the names of the exchange catalogue (T01, CL02–CL15). Keys are ours, codes travel. */
export interface CodeEntry {
  key: string
  code: string
  name: string
  /** Other words offices write for it. */
  also?: readonly string[]
}

const list = (...rows: [key: string, code: string, name: string, also?: string[]][]): CodeEntry[] =>
  rows.map(([key, code, name, also]) => ({ key, code, name, also: also ?? [] }))

export const codeLists = {
  entKind: list(
    ['legal_person', '1', '法人企业', ['企业法人', '企业', '有限公司']],
    ['branch', '2', '分支机构', ['分公司', '非法人分支机构']],
    ['sole_trader', '3', '个体工商户', ['个体户', '个体']],
    ['cooperative', '4', '农民专业合作社', ['合作社']],
    ['institution', '5', '机关事业单位', ['事业单位', '机关']],
    ['social_organization', '6', '社会组织'],
    ['project', '7', '在建项目'],
    ['other', '9', '其他'],
  ),
  regulatorClass: list(
    ['industry_trade', 'A', '工矿商贸', ['工贸', '工商贸', '工贸行业']],
    ['hazchem', 'B', '危化品', ['危险化学品', '危化', '化工', '危险品']],
    ['fireworks', 'C', '烟花爆竹', ['烟花', '爆竹']],
    ['non_coal_mine', 'D', '非煤矿山', ['非煤', '矿山']],
    ['other', 'Z', '其他', ['其它']],
  ),
  superviseCategory: list(
    ['coal', '01', '煤矿'],
    ['metal_mine', '02', '金属非金属矿山'],
    ['tailings', '03', '尾矿库'],
    ['oil_gas', '04', '石油天然气开采'],
    ['hazchem_production', '05', '危险化学品生产'],
    ['hazchem_trade', '06', '危险化学品经营'],
    ['hazchem_use', '07', '危险化学品使用(化工)'],
    ['chemical', '08', '一般化工'],
    ['medicine', '09', '医药'],
    ['fireworks_production', '10', '烟花爆竹生产'],
    ['fireworks_trade', '11', '烟花爆竹经营'],
    ['metallurgy', '12', '冶金'],
    ['non_ferrous', '13', '有色'],
    ['building_material', '14', '建材'],
    ['machinery', '15', '机械'],
    ['light_industry', '16', '轻工'],
    ['textile', '17', '纺织'],
    ['tobacco', '18', '烟草'],
    ['trade', '19', '商贸'],
    ['construction', '20', '建筑施工'],
    ['transport', '21', '交通运输'],
    ['gas', '24', '城镇燃气'],
    ['other', '99', '其他', ['其它']],
  ),
  superviseLevel: list(
    ['province', '2', '省'],
    ['city', '3', '市', ['市级', '市直']],
    ['county', '4', '县', ['县区', '县级', '区', '区县']],
    ['town', '5', '乡镇街道', ['镇街', '乡镇', '街道', '镇']],
    ['village', '6', '村社区', ['村', '社区']],
  ),
  adminLevel: list(
    ['central', '10', '中央', ['央企']],
    ['province', '20', '省', ['省属']],
    ['city', '40', '地市', ['市属', '市直']],
    ['county', '50', '县', ['县属']],
    ['town', '60', '街道镇乡'],
    ['village', '70', '居委会村委会'],
    ['other', '90', '其他', ['其它']],
  ),
  operatingState: list(
    [
      'producing',
      '1',
      '正常生产',
      ['生产', '正常', '在营', '存续', '开业', '营业', '在产', '生产中', '正常经营', '在业'],
    ],
    ['stopped', '2', '停产', ['停业', '歇业', '停业歇业', '长期停产', '季节性停产', '停产停业']],
    ['suspended', '6', '责令停产', ['责令停产停业', '停产整顿']],
    ['preparing', '3', '筹建', ['在建', '试生产']],
    ['moved', '8', '迁出', ['搬迁', '已搬迁', '外迁']],
    ['closed', '6', '关闭', ['注销', '吊销', '破产', '已关闭', '倒闭', '关停']],
  ),
  scale: list(
    ['large', '1', '大型', ['大']],
    ['medium', '2', '中型', ['中']],
    ['small', '3', '小型', ['小']],
    ['micro', '4', '微型', ['微']],
    ['none', '9', '不划型'],
  ),
  riskLevel: list(
    ['1', '1', '重大风险', ['红', '红色', '一级', 'I', 'Ⅰ', '重大']],
    ['2', '2', '较大风险', ['橙', '橙色', '二级', 'II', 'Ⅱ', '较大']],
    ['3', '3', '一般风险', ['黄', '黄色', '三级', 'III', 'Ⅲ', '一般']],
    ['4', '4', '低风险', ['蓝', '蓝色', '四级', 'IV', 'Ⅳ', '低']],
  ),
  dangerClass: list(
    ['hazchem', '01', '危险化学品'],
    ['major_hazard', '02', '重大危险源'],
    ['key_process', '03', '重点监管工艺'],
    ['highly_toxic', '04', '剧毒'],
    ['explosive_precursor', '05', '易制爆'],
    ['ammonia_cold', '06', '涉氨制冷'],
    ['dust_explosion', '07', '粉尘涉爆'],
    ['confined_space', '08', '有限空间'],
    ['molten_metal', '09', '金属熔融'],
    ['coal_gas', '10', '煤气'],
    ['deep_well_casting', '11', '深井铸造'],
    ['liquid_chlorine', '12', '液氯'],
    ['spraying', '13', '喷涂'],
    ['lithium_battery', '14', '锂电池'],
    ['special_equipment', '15', '特种设备'],
    ['crowded', '16', '人员密集'],
    ['three_in_one', '17', '三合一'],
    ['factory_in_factory', '18', '厂中厂'],
    ['frequent_hot_work', '19', '动火常态'],
    ['occupational', '20', '职业危害严重'],
    ['high_rack', '21', '高层仓储'],
    ['liquor', '22', '白酒储存'],
    ['none', '00', '无'],
  ),
  standardizationGrade: list(
    ['first', '1', '一级'],
    ['second', '2', '二级'],
    ['third', '3', '三级'],
    ['small', '4', '小微'],
    ['building', '9', '建设中'],
    ['none', '0', '未创建', ['无', '未评']],
  ),
  creditGrade: list(['A', 'A', 'A'], ['B', 'B', 'B'], ['C', 'C', 'C'], ['D', 'D', 'D']),
  coordSrc: list(
    ['GPS', 'GPS', '定位'],
    ['SURVEY', 'SURVEY', '测绘'],
    ['GEOCODE', 'GEOCODE', '地址匹配'],
    ['GCJ02_INPUT', 'GCJ02', '国内地图坐标'],
    ['BD09_INPUT', 'BD09', '百度坐标'],
    ['MANUAL', 'MANUAL', '手工标注'],
  ),
} satisfies Record<string, CodeEntry[]>

export type CodeListName = keyof typeof codeLists

/** Name of a stored key; the key itself when the list does not know it. */
export function codeName(list: CodeListName, key: string | number | null | undefined): string {
  if (key === null || key === undefined) return ''
  return codeLists[list].find((entry) => entry.key === String(key))?.name ?? String(key)
}

/** Key behind what somebody wrote: the key, the exchange code, the name or another word for it; null when none fits. */
export function codeKey(list: CodeListName, written: string): string | null {
  const text = written.normalize('NFKC').trim()
  const entries: CodeEntry[] = codeLists[list]
  const exact = entries.find((entry) => entry.key === text || entry.name === text || entry.also?.includes(text))
  const byCode = entries.find((entry) => entry.code === text)
  return (exact ?? byCode)?.key ?? null
}
