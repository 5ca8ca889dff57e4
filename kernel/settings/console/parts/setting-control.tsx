import { Checkbox, Input, Radio } from 'antd'
import type { SettingLine } from '../api.ts'

interface ControlProps {
  setting: SettingLine
  value: SettingLine['value']
  onChange(value: SettingLine['value']): void
}

/** How a value is entered: by the kind the setting was declared with. */
export function SettingControl({ setting, value, onChange }: ControlProps) {
  const { control, unit, title } = setting
  switch (control.kind) {
    case 'number':
      return (
        <Input
          aria-label={title}
          autoFocus
          inputMode="numeric"
          style={{ maxWidth: 200 }}
          suffix={<span className="ag-meta">{unit}</span>}
          placeholder={`${control.min} 到 ${control.max}`}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'yes-no':
      return (
        <Radio.Group aria-label={title} value={value} onChange={(event) => onChange(event.target.value)}>
          <Radio value={true}>是</Radio>
          <Radio value={false}>否</Radio>
        </Radio.Group>
      )
    case 'choice':
      return (
        <Radio.Group
          className="ag-setting-options"
          aria-label={title}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {control.options.map((option) => (
            <Radio key={option.value} value={option.value} disabled={Boolean(option.refused)}>
              {option.label}
              {option.refused && <small>{option.refused}</small>}
            </Radio>
          ))}
        </Radio.Group>
      )
    case 'several':
      return (
        <fieldset className="ag-lines" aria-label={title}>
          <Checkbox.Group
            className={control.options.length > 12 ? 'ag-setting-many' : 'ag-setting-options'}
            value={value as string[]}
            options={control.options.map((option) => ({ value: option.value, label: option.label }))}
            onChange={onChange}
          />
        </fieldset>
      )
    case 'secret':
      return (
        <Input.Password
          aria-label={title}
          autoFocus
          autoComplete="off"
          maxLength={control.max}
          placeholder={value ? '' : '填新的密钥；保存后不再显示'}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'text':
      return (
        <Input
          aria-label={title}
          autoFocus
          maxLength={control.max}
          placeholder={control.example}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
