import { Checkbox, Input, InputNumber, Select } from 'antd'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { checkIndustries, constructionCriteria, penaltyItems } from '#standards/check-item/check-item.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'
import { criteria } from '#standards/hazard/criteria.ts'
import type { CheckWordsInput } from '../../model/schema.ts'
import { audiences, ranks } from '../words.ts'

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
const CRITERIA = [
  ...criteria.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  ...Object.entries(constructionCriteria).map(([code, name]) => ({ value: code, label: `${code} 施工-${name}` })),
]

interface CheckFieldsProps {
  draft: CheckWordsInput
  /** Only texts may change: the check is published. */
  textsOnly?: boolean
  onChange(draft: CheckWordsInput): void
}

/** Everything a check says; of a published one the texts only. */
export function CheckFields({ draft, textsOnly, onChange }: CheckFieldsProps) {
  const set = (change: Partial<CheckWordsInput>) => onChange({ ...draft, ...change })
  return (
    <>
      {!textsOnly && <PlaceFields draft={draft} onChange={set} />}
      <TextField
        id="check-question"
        label="检查内容"
        hint="问成「是否……」，答「是」就是合格；最多 40 字"
        pointer="/words/question"
        value={draft.question}
        max={40}
        onChange={(question) => set({ question })}
      />
      <TextField
        id="check-plain"
        label="通俗问法"
        hint="给企业员工看，最多 30 字"
        pointer="/words/plain"
        value={draft.plain}
        max={30}
        onChange={(plain) => set({ plain })}
      />
      <TextField
        id="check-how"
        label="检查方法"
        hint="现场看什么、查什么，最多 60 字"
        pointer="/words/how"
        value={draft.how}
        max={60}
        onChange={(how) => set({ how })}
      />
      <FormField id="check-basis" label="依据" hint="法规或标准和条款，几个依据用；隔开" pointer="/words/basis">
        <Input.TextArea
          id="check-basis"
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={200}
          value={draft.basis}
          onChange={(event) => set({ basis: event.target.value })}
        />
      </FormField>
      <TextField
        id="check-rectification"
        label="整改要求"
        pointer="/words/rectification"
        value={draft.rectification}
        max={40}
        onChange={(rectification) => set({ rectification })}
      />
      {!textsOnly && <FollowFields draft={draft} onChange={set} />}
      <Checkbox checked={draft.verified} onChange={(event) => set({ verified: event.target.checked })}>
        依据已与原文核对（在原因里写明谁在何时按什么文本核对）
      </Checkbox>
    </>
  )
}

interface PartProps {
  draft: CheckWordsInput
  onChange(change: Partial<CheckWordsInput>): void
}

/** Where it belongs and since when: the code follows from industry and category. */
function PlaceFields({ draft, onChange }: PartProps) {
  return (
    <div className="ag-form-grid">
      <FormField id="check-industry" label="行业" pointer="/words/industry">
        <Select
          id="check-industry"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.industry}
          options={options(checkIndustries)}
          onChange={(industry) => onChange({ industry })}
        />
      </FormField>
      <FormField id="check-category" label="隐患类别" pointer="/words/category">
        <Select
          id="check-category"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.category}
          options={hazardCategories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          onChange={(category) => onChange({ category })}
        />
      </FormField>
      <FormField id="check-audience" label="给谁用" pointer="/words/audience">
        <Select
          id="check-audience"
          value={draft.audience}
          options={options(audiences)}
          onChange={(audience) => onChange({ audience })}
        />
      </FormField>
      <DayField
        id="check-from"
        label="起用日期"
        pointer="/words/from"
        value={draft.from}
        onChange={(from) => onChange({ from })}
      />
    </div>
  )
}

/** What follows from a finding. */
function FollowFields({ draft, onChange }: PartProps) {
  const major = draft.rank === 'major'
  return (
    <div className="ag-form-grid">
      <FormField id="check-rank" label="等级" hint="重大的要对应国家判定标准" pointer="/words/rank">
        <Select
          id="check-rank"
          value={draft.rank}
          options={options({ ordinary: `${ranks.ordinary}隐患`, major: `${ranks.major}隐患` })}
          onChange={(rank) => onChange(rank === 'major' ? { rank, photoRequired: true } : { rank, criterion: null })}
        />
      </FormField>
      <FormField
        id="check-criterion"
        label="判定标准"
        hint={major ? '必选' : '一般隐患不填'}
        pointer="/words/criterion"
      >
        <Select
          id="check-criterion"
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          disabled={!major}
          value={draft.criterion}
          options={CRITERIA}
          onChange={(criterion) => onChange({ criterion: criterion ?? null })}
        />
      </FormField>
      <FormField id="check-days" label="整改期限（日）" hint="1 为立即整改" pointer="/words/days">
        <InputNumber
          id="check-days"
          min={1}
          max={365}
          precision={0}
          style={{ width: '100%' }}
          value={draft.days}
          onChange={(days) => onChange({ days: days ?? 1 })}
        />
      </FormField>
      <FormField id="check-penalty" label="处罚项" hint="没有专门罚则的不填" pointer="/words/penaltyItem">
        <Select
          id="check-penalty"
          showSearch
          allowClear
          value={draft.penaltyItem}
          options={penaltyItems.map((value) => ({ value, label: value }))}
          onChange={(penaltyItem) => onChange({ penaltyItem: penaltyItem ?? null })}
        />
      </FormField>
      <FormField id="check-photo" label="拍照" pointer="/words/photoRequired">
        <Checkbox
          id="check-photo"
          checked={draft.photoRequired}
          disabled={major}
          onChange={(event) => onChange({ photoRequired: event.target.checked })}
        >
          不合格必须拍照
        </Checkbox>
      </FormField>
    </div>
  )
}
