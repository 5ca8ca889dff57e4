/**
 * The clause of the Work Safety Law (安全生产法, 2021) that a conduct breaks (违反的条款), by the conduct it is punished as; cited beside the
 * clause of the penalty in notices and decisions. Drawn from the bases of the check library; conducts it does not name are left to the
 * officer.
 */
const duties: Readonly<Record<string, string>> = {
  '93-1': '第二十三条第一款',
  '94-1': '第二十一条',
  96: '第二十五条',
  '97-1': '第二十四条',
  '97-2': '第二十七条第二款',
  '97-3': '第二十八条第一款',
  '97-4': '第二十八条第四款',
  '97-5': '第四十一条第二款',
  '97-6': '第八十一条',
  '97-7': '第三十条第一款',
  '98-1': '第三十二条',
  '98-2': '第三十三条第二款',
  '98-4': '第三十四条第二款',
  '99-1': '第三十五条',
  '99-2': '第三十六条第一款',
  '99-3': '第三十六条第二款',
  '99-4': '第三十六条第三款',
  '99-5': '第四十五条',
  '99-7': '第三十八条',
  '99-8': '第三十六条第四款',
  '101-1': '第三十九条第二款',
  '101-2': '第四十条第一款',
  '101-3': '第四十三条',
  '101-4': '第四十一条第一款',
  '101-5': '第四十一条第二款',
  102: '第四十一条第二款',
  '103-1': '第四十九条第一款',
  '103-2': '第四十九条第二款',
  104: '第四十八条',
  '105-1': '第四十二条第一款',
  '105-2': '第四十二条第二款',
  106: '第五十二条第二款',
  107: '第五十七条',
  108: '第六十六条',
  109: '第五十一条第二款',
  110: '第八十三条',
}

/** The clause a conduct breaks; undefined where the officer has to name it. */
export const dutyBrokenBy = (item: string): string | undefined => duties[item]
