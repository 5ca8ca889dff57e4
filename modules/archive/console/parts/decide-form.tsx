import { Radio } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { useForgetArchive } from '../api.ts'
import { LongField } from './long-field.tsx'

interface DecideFormProps {
  /** Where the decision is sent. */
  path: string
  /** Distinguishes the fields of two forms on one page. */
  name: string
  /** What the opinion begins with. */
  words?: string
  onDone?(): void
}

/** The head agrees or not, with an opinion. */
export function DecideForm({ path, name, words = '同意。', onDone }: DecideFormProps) {
  const forget = useForgetArchive()
  const [agrees, setAgrees] = useState<boolean | null>(null)
  const [text, setText] = useState('')
  const choose = (value: boolean) => {
    setAgrees(value)
    if (value && text.trim() === '') setText(words)
    if (!value && text === words) setText('')
  }
  return (
    <ActForm
      request={{ method: 'POST', path, body: { agrees, text } }}
      label={agrees === false ? '不同意' : '同意'}
      done="已审批"
      tone={agrees === false ? 'danger' : 'primary'}
      isReady={agrees !== null && text.trim().length >= 2}
      onDone={async () => {
        await forget()
        onDone?.()
      }}
    >
      <FormField id={`${name}-agrees`} label="审批" pointer="/agrees">
        <Radio.Group
          id={`${name}-agrees`}
          value={agrees}
          options={[
            { value: true, label: '同意' },
            { value: false, label: '不同意' },
          ]}
          onChange={({ target }) => choose(target.value)}
        />
      </FormField>
      <LongField
        id={`${name}-text`}
        label={agrees === false ? '不同意的理由' : '意见'}
        pointer="/text"
        max={500}
        value={text}
        onChange={setText}
      />
    </ActForm>
  )
}
