import { Radio } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { duties } from '../../model/codes.ts'
import { type CrewMember, useForgetVehicles } from '../api.ts'

const EMPTY = { name: '', duty: 'driver' as CrewMember['duty'], certificate: '', certifiedUntil: '' }

/** Enters a driver or an escort who is not on the list yet. */
export function CrewFields({ objectId }: { objectId: string }) {
  const forget = useForgetVehicles()
  const [draft, setDraft] = useState(EMPTY)
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  return (
    <section className="ag-vehicle-crew" aria-label="登记驾驶员或押运员">
      <h3>没有在名单里？</h3>
      <ActForm
        request={{ method: 'POST', path: '/vehicle-crew', body: { objectId, ...draft } }}
        label={`登记${duties[draft.duty]}`}
        busyLabel="正在保存…"
        done={`${draft.name}已登记，可以选了`}
        tone="plain"
        isReady={draft.name.trim().length > 1 && draft.certificate.trim().length >= 4 && draft.certifiedUntil !== ''}
        onDone={async () => {
          await forget()
          setDraft({ ...EMPTY, duty: draft.duty })
        }}
      >
        <div className="ag-form-grid">
          <FormField id="c-duty" label="岗位" pointer="/duty">
            <Radio.Group
              id="c-duty"
              value={draft.duty}
              onChange={(event) => set({ duty: event.target.value })}
              options={Object.entries(duties).map(([value, label]) => ({ value, label }))}
            />
          </FormField>
          <TextField
            id="c-name"
            label="姓名"
            pointer="/name"
            max={30}
            value={draft.name}
            onChange={(name) => set({ name })}
          />
          <TextField
            id="c-certificate"
            label="从业资格证号"
            pointer="/certificate"
            max={30}
            value={draft.certificate}
            onChange={(certificate) => set({ certificate })}
          />
          <DayField
            id="c-until"
            label="资格有效期至"
            pointer="/certifiedUntil"
            value={draft.certifiedUntil}
            onChange={(value) => set({ certifiedUntil: value ?? '' })}
          />
        </div>
      </ActForm>
    </section>
  )
}
