import { defineSetting, type SettingsReader, wholeNumber } from '#kernel/settings/setting.ts'
import type { ListingTerms } from '../model/listing.ts'

const workingDays = (key: string, title: string, sentence: string, fallback: number) =>
  defineSetting({
    key: `hazards.listing-${key}`,
    group: 'supervision',
    title,
    sentence,
    unit: '个工作日',
    ...wholeNumber(1, 60),
    fallback,
    source: '青岛市挂牌督办办法，作为默认',
    unverified: '各地挂牌督办办法不同，未经核实',
  })

/** What the administrator may change about hazards. */
export const hazardSettings = {
  fileDays: workingDays('file-days', '挂牌后多少个工作日内报上一级安委会办公室', '从挂牌次日算起。', 3),
  publishDays: workingDays('publish-days', '挂牌、摘牌后多少个工作日内公布', '从挂牌或摘牌次日算起。', 5),
  askDays: workingDays(
    'ask-days',
    '挂牌督办期限届满前多少个工作日申请延期',
    '过了这一天再申请，页面上会说明迟了。',
    20,
  ),
  decideDays: workingDays('decide-days', '多少个工作日内答复延期申请', '从收到申请次日算起。', 10),
}

/** The terms of listings in force. */
export const listingTerms = (settings: SettingsReader): ListingTerms => ({
  fileDays: settings.get(hazardSettings.fileDays),
  publishDays: settings.get(hazardSettings.publishDays),
  askDays: settings.get(hazardSettings.askDays),
  decideDays: settings.get(hazardSettings.decideDays),
})
