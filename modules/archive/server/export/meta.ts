import { localDay } from '#kernel/cases/model/clock.ts'
import { type Retention, retentions } from '../../model/codes.ts'
import type { EntryRow, VolumeRow } from '../store/volume.ts'
import { element } from './xml.ts'

/**
 * The metadata of a volume (DA/T 46-2009): the elements an archive must have, with the number of each. Element numbers besides M22–M25 follow the
 * order of the table of contents and were not confirmed.
 */
export function metaXml(volume: VolumeRow, files: readonly { entry: EntryRow; name: string }[]): string {
  const retention = retentions[volume.retention as Retention]
  const on = volume.boundAt ? localDay(volume.boundAt.getTime()) : ''
  const head = [
    element('聚合层次', '卷', 'no="M1"'),
    element('立档单位名称', volume.agency, 'no="M5"'),
    element('电子文件号', volume.id, 'no="M7"'),
    element('档号', volume.archiveNo, 'no="M8"'),
    element('全宗号', volume.fonds, 'no="M9"'),
    element('年度', volume.year, 'no="M11"'),
    element('保管期限', retention, 'no="M12"'),
    element('机构或问题', volume.unit, 'no="M13"'),
    element('类别号', volume.category, 'no="M14"'),
    element('件号', volume.item, 'no="M17"'),
    element('页数', volume.pages, 'no="M20"'),
    element('题名', volume.title, 'no="M22"'),
    element('说明', volume.situation, 'no="M25"'),
    element('当事人', volume.party, 'no="M28"'),
    element('文件编号', volume.caseNumber, 'no="M31"'),
    element('责任者', volume.agency, 'no="M32"'),
    element('日期', on, 'no="M33"'),
    element('密级', '无', 'no="M38"'),
    element('保管期限截止', volume.retainUntil ?? '永久'),
  ]
  const bundle = [
    element('格式', 'PDF', 'no="M47"'),
    element('文件名', 'content/000_全卷.pdf', 'no="M48"'),
    element('大小', volume.size, 'no="M49"'),
    element('SM3', volume.sm3),
    element('SHA-256', volume.sha256),
  ]
  const signature = [
    element('签名规则', '归档时对全卷计算 SM3（GB/T 32905），封入办理经过的末一步', 'no="M57"'),
    element('签名时间', volume.boundAt?.toISOString(), 'no="M58"'),
    element('签名人', volume.boundBy, 'no="M59"'),
    element('检查人', volume.checker),
    element('签名结果', volume.sm3, 'no="M60"'),
    element('算法', 'SM3', 'no="M64"'),
    element('封存链末封', volume.caseHead),
  ]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<电子文件元数据 标准="DA/T 46-2009">',
    block('档案', head),
    block('全卷', bundle),
    block('电子签名', signature),
    '  <卷内文件>',
    ...files.map(({ entry, name }) => block('文件', entryLines(entry, name), '    ', ` 序号="${entry.n}"`)),
    '  </卷内文件>',
    '</电子文件元数据>',
    '',
  ].join('\n')
}

const entryLines = (entry: EntryRow, name: string): string[] => [
  element('题名', entry.title, 'no="M22"'),
  element('文件编号', entry.number, 'no="M31"'),
  element('责任者', entry.author, 'no="M32"'),
  element('日期', entry.dated, 'no="M33"'),
  element('组件类型', entry.annex ? '附件' : entry.part, 'no="M40"'),
  element('页数', entry.pages, 'no="M42"'),
  element('起页', entry.firstPage),
  element('格式', entry.mediaType, 'no="M47"'),
  element('文件名', name, 'no="M48"'),
  element('大小', entry.size, 'no="M49"'),
  element('SM3', entry.sm3),
  element('SHA-256', entry.sha256),
  element('附注', entry.note),
]

const block = (name: string, lines: readonly string[], indent = '  ', attributes = ''): string =>
  [
    `${indent}<${name}${attributes}>`,
    ...lines.filter(Boolean).map((line) => `${indent}  ${line}`),
    `${indent}</${name}>`,
  ].join('\n')
