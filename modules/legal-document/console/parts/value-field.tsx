import { Button, Input, Select } from 'antd'
import { capital, fenOf } from '#kernel/documents/model/money.ts'
import { DayInput, MomentInput } from '#kernel/ui/day-input.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import type { Field } from '#standards/document-layout/block.ts'
import type { Officer } from '../../model/schema.ts'

interface ValueProps {
  field: Field
  value: unknown
  /** Officers of the agency, to choose from. */
  officers: readonly Officer[]
  onChange(value: unknown): void
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The control of one field of a document, by its type. */
export function ValueField(props: ValueProps) {
  const { field } = props
  const id = `legal-${field.key}`
  const label = field.required ? field.label_zh : `${field.label_zh}（选填）`
  return (
    <FormField
      id={id}
      label={label}
      pointer={`/values/${field.key}`}
      {...(field.help_zh ? { hint: field.help_zh } : {})}
    >
      <Control id={id} {...props} />
    </FormField>
  )
}

function Control({ id, field, value, officers, onChange }: ValueProps & { id: string }) {
  const change = (event: { target: { value: string } }) => onChange(event.target.value)
  const more = field.max_length ? { maxLength: field.max_length } : {}
  switch (field.type) {
    case 'party':
      return <PartyField id={id} value={value} onChange={onChange} />
    case 'officer':
      return <OfficerField id={id} value={value} officers={officers} onChange={onChange} />
    case 'date':
      return <DayInput id={id} value={text(value)} onChange={onChange} />
    case 'datetime':
      return <MomentInput id={id} value={text(value)} onChange={onChange} />
    case 'money':
      return <MoneyField id={id} value={text(value)} onChange={onChange} />
    case 'enum':
      return <ChoiceField id={id} field={field} value={value} onChange={onChange} />
    case 'law_articles':
      return (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2 }}
          placeholder="一行一条，如《中华人民共和国安全生产法》第三十五条"
          value={Array.isArray(value) ? value.join('\n') : text(value)}
          onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
        />
      )
    case 'table':
    case 'attachment_list':
      return <RowsField id={id} field={field} value={value} onChange={onChange} />
    case 'longtext':
      return (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 10 }}
          value={text(value)}
          onChange={change}
          {...more}
        />
      )
    default:
      return <Input id={id} value={text(value)} onChange={change} {...more} />
  }
}

const partyParts: readonly [string, string][] = [
  ['name', '名称'],
  ['idNo', '统一社会信用代码或身份证号'],
  ['address', '地址'],
  ['postcode', '邮政编码'],
  ['representative', '法定代表人（负责人）'],
  ['post', '职务'],
  ['phone', '联系电话'],
]

interface PartProps {
  id: string
  value: unknown
  onChange(value: unknown): void
}

function PartyField({ id, value, onChange }: PartProps) {
  const party = (typeof value === 'object' && value !== null ? value : { kind: 'unit' }) as Record<string, string>
  return (
    <div className="ag-legal-pair">
      {partyParts.map(([part, label]) => (
        <FormField
          key={part}
          id={part === 'name' ? id : `${id}-${part}`}
          label={label}
          pointer={`/values/party/${part}`}
        >
          <Input
            id={part === 'name' ? id : `${id}-${part}`}
            value={party[part] ?? ''}
            maxLength={100}
            onChange={(event) => onChange({ ...party, [part]: event.target.value })}
          />
        </FormField>
      ))}
    </div>
  )
}

function OfficerField({ id, value, officers, onChange }: PartProps & { officers: readonly Officer[] }) {
  const chosen = (Array.isArray(value) ? value : []) as Officer[]
  const certOf = (name: string) => officers.find((officer) => officer.name === name)?.certNo
  const set = (at: number, officer: Officer) => onChange(chosen.map((one, n) => (n === at ? officer : one)))
  return (
    <div>
      {chosen.map((officer, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place only
        <div key={at} className="ag-legal-row">
          <span className="ag-pale">{at + 1}</span>
          <span className="ag-legal-pair">
            <Input
              id={at === 0 ? id : `${id}-${at}`}
              list={`${id}-known`}
              aria-label={`第 ${at + 1} 名执法人员的姓名`}
              placeholder="姓名"
              value={officer.name}
              maxLength={40}
              onChange={({ target }) => set(at, { name: target.value, certNo: certOf(target.value) ?? officer.certNo })}
            />
            <Input
              aria-label={`第 ${at + 1} 名执法人员的证号`}
              placeholder="执法证号"
              value={officer.certNo}
              maxLength={40}
              onChange={({ target }) => set(at, { ...officer, certNo: target.value })}
            />
          </span>
          <RemoveRow at={at} onClick={() => onChange(chosen.filter((_, n) => n !== at))} />
        </div>
      ))}
      <datalist id={`${id}-known`}>
        {officers.map(({ name, certNo }) => (
          <option key={certNo} value={name}>
            {certNo}
          </option>
        ))}
      </datalist>
      <Button size="small" icon={<Icon name="plus" />} onClick={() => onChange([...chosen, { name: '', certNo: '' }])}>
        加一名执法人员
      </Button>
    </div>
  )
}

const RemoveRow = ({ at, onClick }: { at: number; onClick(): void }) => (
  <Button size="small" aria-label={`去掉第 ${at + 1} 行`} icon={<Icon name="close" size={14} />} onClick={onClick} />
)

/** An amount with its capital figures under it while it is typed. */
function MoneyField({ id, value, onChange }: { id: string; value: string; onChange(value: unknown): void }) {
  return (
    <>
      <Input id={id} inputMode="decimal" suffix="元" value={value} onChange={(event) => onChange(event.target.value)} />
      {value.trim() !== '' && <span className="ag-meta">{inCapital(value)}</span>}
    </>
  )
}

function inCapital(yuan: string): string {
  try {
    return `人民币${capital(fenOf(yuan))}`
  } catch {
    return '不是金额，写成 43000.00 的样子'
  }
}

function ChoiceField({ id, field, value, onChange }: PartProps & { field: Field }) {
  const options = (field.options ?? []).map((option) => ({ value: option, label: option }))
  return (
    <Select
      id={id}
      allowClear={!field.required}
      placeholder="请选择"
      options={options}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  )
}

/** Rows of a table, one under the other: readable on a phone, however many columns there are. */
function RowsField({ id, field, value, onChange }: PartProps & { field: Field }) {
  const rows = (Array.isArray(value) ? value : []) as Record<string, string>[]
  const columns = field.columns ?? [{ key: 'name', label_zh: '名称', type: 'text' }]
  const set = (at: number, key: string, cell: string) =>
    onChange(rows.map((row, n) => (n === at ? { ...row, [key]: cell } : row)))
  return (
    <div>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place only
        <div key={at} className="ag-legal-row">
          <span className="ag-pale">{at + 1}</span>
          <span className="ag-legal-pair">
            {columns.map(({ key, label_zh, type }) => {
              const cellId = `${id}-${at}-${key}`
              return (
                <FormField key={key} id={cellId} label={label_zh} pointer={`/values/${field.key}/${at}/${key}`}>
                  {type === 'longtext' || type === 'law_articles' ? (
                    <Input.TextArea
                      id={cellId}
                      autoSize
                      value={text(row[key])}
                      onChange={({ target }) => set(at, key, target.value)}
                    />
                  ) : type === 'date' ? (
                    <DayInput id={cellId} value={text(row[key])} onChange={(day) => set(at, key, day)} />
                  ) : (
                    <Input id={cellId} value={text(row[key])} onChange={({ target }) => set(at, key, target.value)} />
                  )}
                </FormField>
              )
            })}
          </span>
          <RemoveRow at={at} onClick={() => onChange(rows.filter((_, n) => n !== at))} />
        </div>
      ))}
      <Button id={id} size="small" icon={<Icon name="plus" />} onClick={() => onChange([...rows, {}])}>
        加一行
      </Button>
    </div>
  )
}
