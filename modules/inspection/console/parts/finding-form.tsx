import { Input, Radio, Select } from 'antd'
import { Evidence } from '#kernel/files/console/evidence.tsx'
import type { SentFile } from '#kernel/files/console/sent-file.ts'
import { today } from '#kernel/ui/format.ts'
import { hazardRanks } from '#modules/hazard/model/codes.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'
import { criteria, criterionOf } from '#standards/hazard/criteria.ts'
import type { FindingInputValue } from '../../model/inspection.ts'
import type { SiteItem } from '../on-site-api.ts'

/** A finding on its way, with the name its photographs go by. */
export type DraftFinding = FindingInputValue & { slot: string }

/** A finding as its check proposes it; nothing is proposed for one beside the list. */
export const newFinding = (check: SiteItem | null): DraftFinding => ({
  slot: crypto.randomUUID(),
  itemCode: check?.code ?? null,
  what: '',
  where: '',
  basis: check?.basis.slice(0, 200) ?? '',
  requirement: check?.rectification.slice(0, 1000) ?? '',
  rank: check?.rank === 'major' && check.criterion ? 'major' : 'ordinary',
  category: check?.category ?? 'S02',
  criterion: check?.rank === 'major' ? check.criterion : null,
  fileIds: [],
})

interface FindingFormProps {
  number: number
  finding: DraftFinding
  objectId: string
  files: readonly SentFile[]
  onFiles(change: (files: SentFile[]) => SentFile[]): void
  onChange(finding: DraftFinding): void
  onDrop: (() => void) | undefined
}

/** What was found, where, against what, and how it has to be; with photographs. */
export function FindingForm({ number, finding, objectId, files, onFiles, onChange, onDrop }: FindingFormProps) {
  const set = (patch: Partial<DraftFinding>) => onChange({ ...finding, ...patch })
  const id = (key: string) => `finding-${finding.slot}-${key}`
  const long = (key: 'what' | 'requirement', label: string, max: number) => (
    <div className="ag-field">
      <label htmlFor={id(key)}>{label}</label>
      <Input.TextArea
        id={id(key)}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={max}
        value={finding[key]}
        onChange={({ target }) => set({ [key]: target.value })}
      />
    </div>
  )
  const short = (key: 'where' | 'basis', label: string, max: number) => (
    <div className="ag-field">
      <label htmlFor={id(key)}>{label}</label>
      <Input
        id={id(key)}
        maxLength={max}
        value={finding[key]}
        onChange={({ target }) => set({ [key]: target.value })}
      />
    </div>
  )
  return (
    <fieldset className="ag-site-finding">
      <legend>
        问题 {number}
        {onDrop && (
          <button type="button" className="ag-link" onClick={onDrop}>
            去掉
          </button>
        )}
      </legend>
      {long('what', '看到了什么（时间、部位、数量、状态）', 500)}
      {short('where', '在哪里', 100)}
      <Evidence
        id={id('photos')}
        label="照片"
        hint="至少一张"
        large={matchMedia('(pointer: coarse)').matches}
        place={{ objectId }}
        files={files}
        onChange={onFiles}
      />
      {short('basis', '依据的条款', 200)}
      {long('requirement', '要改成什么样', 1000)}
      <div className="ag-field">
        <span className="ag-field-label">隐患等级</span>
        <Radio.Group
          className="ag-answers"
          aria-label="隐患等级"
          optionType="button"
          buttonStyle="solid"
          options={Object.entries(hazardRanks).map(([value, label]) => ({ value, label }))}
          value={finding.rank}
          onChange={({ target }) =>
            set({ rank: target.value, ...(target.value === 'major' ? {} : { criterion: null }) })
          }
        />
      </div>
      {finding.rank === 'major' && (
        <div className="ag-field">
          <label htmlFor={id('criterion')}>重大隐患判定标准</label>
          <Select
            id={id('criterion')}
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="编号或关键词，如 报警"
            value={finding.criterion ?? null}
            options={criteria
              .filter(({ code }) => criterionOf(code, today()))
              .map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
            onChange={(criterion: string) => set({ criterion })}
          />
        </div>
      )}
      <div className="ag-field">
        <label htmlFor={id('category')}>隐患类别</label>
        <Select
          id={id('category')}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={finding.category}
          options={hazardCategories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          onChange={(category: string) => set({ category })}
        />
      </div>
    </fieldset>
  )
}
