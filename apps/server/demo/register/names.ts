import { nameKey } from '#modules/enterprise/model/import-rules.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'
import type { Dice } from '../dice.ts'
import type { Trade } from './trade.ts'

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN =
  '建国 海涛 明远 桂芳 文静 立军 秀芹 国强 春梅 文涛 立新 洪波 佳 志刚 丽华 晓东 玉兰 德胜 永强 振华 雪梅 新民 红霞 卫东 成林 树森 爱民 庆华 海燕 传军 光明 金凤'.split(
    ' ',
  )
const PHONE_HEADS = ['130', '133', '135', '136', '138', '139', '150', '152', '156', '158', '159', '186', '187']
const BRAND_FIRST = [...'恒鑫华金永正海润宏顺昌嘉盛鼎齐科胜东垦利大富天万联神亚中康远兴凯瑞尚奥国昊仁广博腾汇旭隆茂']
const BRAND_SECOND = [...'源泰泽禾盛和达润远顺昌业瑞信通辉晟丰邦力诚茂德翔宇岭']
/** Digit before the area in a credit code: who registers it and as what. GB 32100-2015 §4. */
const REGISTERED_AS = { legal_person: '91', branch: '91', sole_trader: '92', institution: '12' } as const

export const personName = (dice: Dice): string => `${dice.pick(SURNAMES)}${dice.pick(GIVEN)}`

export const mobile = (dice: Dice): string => `${dice.pick(PHONE_HEADS)}${dice.digits(8)}`

/** A name of a firm nobody bears yet; the bare name is new too, so that doubles are only those planted on purpose. */
export function firmName(
  dice: Dice,
  trade: Trade,
  place: { county: string; town: string },
  taken: Set<string>,
): string {
  for (;;) {
    const first = dice.pick(BRAND_FIRST)
    const second = dice.pick(BRAND_SECOND)
    if (first === second) continue
    const where = trade.entKind === 'sole_trader' || trade.entKind === 'branch' ? place.town : place.county
    const name = `${where}${trade.entKind === 'institution' ? '' : `${first}${second}`}${dice.pick(trade.words)}${trade.form}`
    const own = trade.entKind === 'institution' ? `${where}${first}${second}${dice.pick(trade.words)}` : name
    if (taken.has(nameKey(own))) continue
    taken.add(nameKey(own))
    return own
  }
}

/** A credit code with both check characters. GB 32100-2015, GB 11714. */
export function creditCode(entKind: keyof typeof REGISTERED_AS, area: string, at: number): string {
  const body = `MA3D${String(1000 + at).padStart(4, '0')}`
  const front = `${REGISTERED_AS[entKind]}${area}${body}${organisationCheckChar(body)}`
  return `${front}${usccCheckChar(front)}`
}
