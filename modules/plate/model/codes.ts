/** Why a plate is no longer good. */
export const voidReasons = {
  lost: '遗失',
  copied: '被翻拍冒用',
  damaged: '污损',
  renamed: '企业名称变了',
  moved: '企业搬走了',
  closed: '企业关停',
} as const
export type VoidReason = keyof typeof voidReasons

/** On what plates are printed: one a sheet, or four to be cut apart. */
export const plateSheets = { a6: 'A6，一页一张', a4: 'A4，一页四张' } as const
export type PlateSheet = keyof typeof plateSheets

/** Plates in one file: a printer's patience, and half a minute of setting. */
export const MOST_PLATES = 200

/** Where anybody complains about work safety: one number for the whole country (未经核实 where a city has its own). */
export const HOTLINE = '12350'
