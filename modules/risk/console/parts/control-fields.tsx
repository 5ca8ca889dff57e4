import { Input, Select } from 'antd'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import {
  type CheckRhythm,
  type ControlKind,
  checkRhythms,
  controlKinds,
  type Level,
  usualRhythms,
} from '../../model/codes.ts'

/** A measure while it is filled in. */
export interface ControlDraft {
  id: string
  kind: ControlKind
  text: string
  checker: string
  /** Undefined: as often as is usual for the level. */
  every: CheckRhythm | undefined
}

export const emptyControl = (kind: ControlKind): ControlDraft => ({
  id: crypto.randomUUID(),
  kind,
  text: '',
  checker: '',
  every: undefined,
})

/** As it is sent. */
export const controlBody = (draft: ControlDraft, level: Level | null) => ({
  ...draft,
  text: draft.text.trim(),
  checker: draft.checker.trim(),
  every: draft.every ?? usualRhythms[level ?? 4],
})

export const rhythmOptions = Object.entries(checkRhythms).map(([value, { name }]) => ({ value, label: name }))
const kindOptions = Object.entries(controlKinds).map(([value, label]) => ({ value, label }))

interface ControlFieldsProps {
  draft: ControlDraft
  level: Level | null
  /** Pointer of the measure in the body: empty when it is the body. */
  pointer: string
  onChange(draft: ControlDraft): void
}

/** One measure: what kind, what exactly, who looks at it, how often. */
export function ControlFields({ draft, level, pointer, onChange }: ControlFieldsProps) {
  return (
    <div className="ag-control-fields">
      <FormField id={`kind-${draft.id}`} label="种类" pointer={`${pointer}/kind`}>
        <Select
          id={`kind-${draft.id}`}
          value={draft.kind}
          options={kindOptions}
          onChange={(kind) => onChange({ ...draft, kind })}
        />
      </FormField>
      <FormField id={`text-${draft.id}`} label="措施" pointer={`${pointer}/text`}>
        <Input.TextArea
          id={`text-${draft.id}`}
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={300}
          placeholder="做了什么防住它，比如「设报警器并联锁切断」"
          value={draft.text}
          onChange={(event) => onChange({ ...draft, text: event.target.value })}
        />
      </FormField>
      <TextField
        id={`checker-${draft.id}`}
        label="谁检查"
        placeholder="人或岗位"
        pointer={`${pointer}/checker`}
        max={30}
        value={draft.checker}
        onChange={(checker) => onChange({ ...draft, checker })}
      />
      <FormField id={`every-${draft.id}`} label="多久一次" pointer={`${pointer}/every`}>
        <Select
          id={`every-${draft.id}`}
          value={draft.every ?? usualRhythms[level ?? 4]}
          options={rhythmOptions}
          onChange={(every) => onChange({ ...draft, every: every as CheckRhythm })}
        />
      </FormField>
    </div>
  )
}
