/**
 * Trade names and formulas that certainly mean one row of table 1. GB 18218-2018 prints few aliases; these are ours, kept
 * to names without a second meaning. Solutions are left out on purpose: 氨水, 盐酸, 氢氟酸 and 甲醛溶液 are not the
 * named substance, and 原油, 石脑油, 丁二烯 (which isomer?) need a hazard category from the safety data sheet.
 */
export const TABLE_1_SYNONYMS: Readonly<Record<number, readonly string[]>> = {
  1: ['无水氨', '液态氨', '氨(液化的)', 'NH3', 'anhydrous ammonia', 'liquid ammonia'],
  2: ['OF2'],
  3: ['NO2'],
  4: ['SO2', '液体二氧化硫', 'sulphur dioxide'],
  5: ['氟气', 'F2'],
  6: ['COCl2', 'phosgene', 'carbonyl chloride'],
  7: ['EO', 'C2H4O', 'oxirane'],
  8: ['formaldehyde'],
  9: ['PH3'],
  10: ['H2S', 'hydrogen sulphide'],
  11: ['无水氯化氢', '氯化氢气体', 'hydrogen chloride'],
  12: ['Cl2', '液态氯', 'liquid chlorine'],
  // Row 13 reads 煤气(CO、CO和H2、CH4的混合物等): carbon monoxide and the gases made of it.
  13: [
    '一氧化碳',
    'CO',
    'carbon monoxide',
    '630-08-0',
    'coal gas',
    '人工煤气',
    '焦炉煤气',
    '高炉煤气',
    '转炉煤气',
    '发生炉煤气',
    '水煤气',
  ],
  14: ['AsH3', '砷烷'],
  15: ['SbH3'],
  16: ['H2Se'],
  17: ['CH3Br', 'methyl bromide'],
  20: ['HF', '无水氟化氢', '无水氢氟酸'],
  21: ['ECH'],
  25: ['HCN'],
  26: ['SO3', 'sulphur trioxide'],
  28: ['液溴', 'Br2'],
  29: ['乙烯亚胺', 'aziridine'],
  30: ['MIC'],
  47: ['丁二烯(1,3-)', 'butadiene(1,3-)'],
  48: ['DME'],
  49: ['CH4', '液化天然气', 'LNG', '压缩天然气', 'CNG', '管道天然气'],
  50: ['VCM', '氯乙烯单体', 'vinyl chloride monomer'],
  51: ['H2', '液氢'],
  // Row 52 names propane and butane in its own text.
  52: ['LPG', '液化气', '丙烷', '丁烷', '正丁烷', 'propane', 'butane', 'n-butane', 'liquefied petroleum gas'],
  53: ['甲胺(无水)', '无水甲胺', 'monomethylamine'],
  54: ['C2H2', '乙炔气', '溶解乙炔'],
  55: ['C2H4', '乙烯气', 'ethene'],
  56: ['O2', '压缩氧', '液态氧', '液化氧', 'liquid oxygen'],
  57: ['C6H6'],
  60: ['ACN'],
  61: ['CS2', 'carbon disulphide'],
  63: ['环氧丙烷'],
  65: ['工业甲醇', '甲醇(工业级)', 'CH3OH', 'methyl alcohol'],
  66: ['车用汽油', '乙醇汽油', '甲醇汽油', '航空汽油', 'petrol'],
  67: ['无水乙醇', 'ethyl alcohol'],
  68: ['ethyl ether', 'ether'],
  70: ['hexane(n-)'],
  71: ['过氧醋酸'],
  73: ['white phosphorus', 'yellow phosphorus', 'P4'],
  // Row 74 names the family; its alias 三烷基铝 covers each trialkyl.
  74: ['三乙基铝', '三甲基铝', '三异丁基铝', '三正丁基铝', '97-93-8', '75-24-1', '100-99-2'],
  83: ['CaC2'],
  84: ['K'],
  85: ['Na'],
}

/** Other ways to write a condition of table 1. Row 37 joins three cases (dry, water, ethanol) in one line. */
export const CONDITION_SYNONYMS: Readonly<Record<number, readonly string[]>> = {
  11: ['无水的', '气体'],
  37: ['干的', '含水<25%', '含乙醇<25%', '含水或乙醇<25%'],
  38: ['未改型的', '增塑的,含增塑剂<18%', '含增塑剂<18%'],
  40: ['含氮量≤12.6%'],
  43: ['可燃物>0.2%'],
  44: ['可燃物≤0.2%'],
  45: ['可燃物≤0.4%'],
  56: ['压缩的', '压缩', '液化的', '液化', '液态'],
  81: ['含硝酸>70%', '>70%', '浓度>70%'],
  8: ['>90%', '浓度>90%'],
}

/** Remarks in brackets that do not change which substance is meant, for rows without a condition. */
export const NEUTRAL_REMARKS: readonly string[] = [
  '无水',
  '无水的',
  '液化',
  '液化的',
  '液态',
  '气态',
  '气体',
  '压缩',
  '压缩的',
  '纯品',
  '工业级',
  '分析纯',
]

/** Common names that certainly belong to one category of table 2. GB 30000 class per the 2015 list of hazardous chemicals. */
export const TABLE_2_SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  // All diesel counts as category 3 flammable liquid; the worked example of the domain notes uses W5.4 (Q 5000, β 1).
  'W5.4': ['柴油', '车用柴油', '普通柴油', '轻柴油', 'diesel', 'diesel fuel', 'diesel oil', '68334-30-5'],
}

/** Advice for names people try that the standard does not settle by name alone. */
export const ADVICE: Readonly<Record<string, string>> = {
  原油: '原油闪点和沸点随产地不同，请按安全技术说明书选 W5.1、W5.3 或 W5.4',
  石脑油: '请按安全技术说明书的易燃液体类别选 W5.1、W5.3 或 W5.4',
  氨水: '氨水不是表 1 的「氨」；请按溶液本身的危险性类别判断是否纳入辨识',
  氨溶液: '氨溶液不是表 1 的「氨」；请按溶液本身的危险性类别判断是否纳入辨识',
  盐酸: '盐酸不是表 1 的「氯化氢(无水)」；未列入表 2 类别的不参与辨识',
  氢氟酸: '氢氟酸水溶液不是表 1 的「氟化氢」；请按溶液本身的急性毒性类别选 J2 或 J5',
  福尔马林: '甲醛溶液含量不超过 90%，不是表 1 第 8 行；请按溶液本身的危险性类别选符号',
  甲醛溶液: '甲醛溶液含量不超过 90% 时不是表 1 第 8 行；请按溶液本身的危险性类别选符号',
  丁二烯: '请写明异构体：1,3-丁二烯为表 1 第 47 行',
  一甲胺溶液: '一甲胺溶液不是表 1 的「一甲胺」；请按易燃液体类别选 W5.1、W5.3 或 W5.4',
}
