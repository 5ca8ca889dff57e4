import { defineSetting, type SettingsReader, wholeNumber } from '#kernel/settings/setting.ts'
import { DEFAULT_TERMS, type PenaltyTerms } from '../model/terms.ts'

const ORDER_77 = '安全生产违法行为行政处罚办法（2015 年修正）'

/** What the administrator may change about cases of penalty; nothing of it is confirmed for the order in force since 2026-02-01. */
export const enforcementSettings = {
  hearingFineUnit: defineSetting({
    key: 'enforcement.hearing-fine-unit',
    group: 'supervision',
    title: '对单位罚款多少元以上告知听证权利',
    sentence: '达到的要告知听证权利，期限没过不能作出决定。',
    unit: '元',
    ...wholeNumber(1_000, 10_000_000),
    fallback: DEFAULT_TERMS.hearingFineUnit,
    source: ORDER_77,
    unverified: '应急管理部令第18号和各省标准可能不同，未经核实',
  }),
  hearingFinePerson: defineSetting({
    key: 'enforcement.hearing-fine-person',
    group: 'supervision',
    title: '对个人罚款多少元以上告知听证权利',
    sentence: '达到的要告知听证权利，期限没过不能作出决定。',
    unit: '元',
    ...wholeNumber(100, 1_000_000),
    fallback: DEFAULT_TERMS.hearingFinePerson,
    source: ORDER_77,
    unverified: '应急管理部令第18号和各省标准可能不同，未经核实',
  }),
  discussFine: defineSetting({
    key: 'enforcement.discuss-fine',
    group: 'supervision',
    title: '罚款多少元以上由负责人集体讨论',
    sentence: '达到的没有集体讨论不能作出决定。',
    unit: '元',
    ...wholeNumber(1_000, 10_000_000),
    fallback: DEFAULT_TERMS.discussFine,
    source: '行政处罚法第五十七条第二款；金额按听证标准取默认',
    unverified: '各地「重大违法行为」的金额不同，未经核实',
  }),
  defenceDays: defineSetting({
    key: 'enforcement.defence-days',
    group: 'supervision',
    title: '告知后多少个工作日内陈述、申辩',
    sentence: '期限没过、当事人又没有明确放弃的，不能呈批处罚。',
    unit: '个工作日',
    ...wholeNumber(1, 30),
    fallback: DEFAULT_TERMS.defenceDays,
    source: '行政处罚法第四十五条没有写期限',
    unverified: '常用五个工作日，未经核实',
  }),
  announceDays: defineSetting({
    key: 'enforcement.announce-days',
    group: 'supervision',
    title: '公告送达满多少日视为送达',
    sentence: '没有满的不能登记为送达。',
    unit: '日',
    ...wholeNumber(10, 90),
    fallback: DEFAULT_TERMS.announceDays,
    source: '民事诉讼法第九十五条',
    unverified: '旧规定是六十日，未经核实',
  }),
  instalmentMonths: defineSetting({
    key: 'enforcement.instalment-months',
    group: 'supervision',
    title: '分期、延期缴款最长多少个月',
    sentence: '每一期都不能晚于批准之日起这么多个月。',
    unit: '个月',
    ...wholeNumber(1, 60),
    fallback: DEFAULT_TERMS.instalmentMonths,
    source: '行政处罚法第六十六条没有写最长期限',
    unverified: '平台默认，未经核实',
  }),
}

/** The terms in force. */
export const penaltyTerms = (settings: SettingsReader): PenaltyTerms => ({
  hearingFineUnit: settings.get(enforcementSettings.hearingFineUnit),
  hearingFinePerson: settings.get(enforcementSettings.hearingFinePerson),
  discussFine: settings.get(enforcementSettings.discussFine),
  defenceDays: settings.get(enforcementSettings.defenceDays),
  announceDays: settings.get(enforcementSettings.announceDays),
  instalmentMonths: settings.get(enforcementSettings.instalmentMonths),
})

let reader: SettingsReader | null = null

/** Lends the settings of the process to the gates of acts, which the engine calls without them. @returns takes them out again */
export function gateBy(settings: SettingsReader): () => void {
  reader = settings
  return () => {
    if (reader === settings) reader = null
  }
}

/** The terms in force where no request is at hand; the declared ones in a process that lent none. */
export const termsNow = (): PenaltyTerms => (reader ? penaltyTerms(reader) : DEFAULT_TERMS)
