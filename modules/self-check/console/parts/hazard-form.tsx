import { Input } from 'antd'
import { useState } from 'react'
import { Evidence } from '#kernel/files/console/evidence.tsx'
import type { SentFile } from '#kernel/files/console/sent-file.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { type CheckFile, type CheckItem, useNoteAnswer } from '../api.ts'

/** What is not in order becomes a hazard: a photograph, what, where. The item tells the rest. */
export function HazardForm({ check, item }: { check: CheckFile; item: CheckItem }) {
  const note = useNoteAnswer(check.id)
  const [id] = useState(() => crypto.randomUUID())
  const [files, setFiles] = useState<SentFile[]>([])
  const [what, setWhat] = useState('')
  const [where, setWhere] = useState('')
  const sent = files.flatMap(({ fileId }) => fileId ?? [])
  const under = files.some(({ fileId, fault }) => !fileId && !fault)
  return (
    <div className="ag-item-hazard">
      <ActForm<{ hazardId: string; number: string | null }>
        request={{
          method: 'POST',
          path: `/self-checks/${check.id}/items/${item.code}/hazard`,
          body: { id, what: what.trim(), where: where.trim(), attachments: sent },
        }}
        label={under ? '等照片传完' : '上报这条隐患'}
        busyLabel="正在上报…"
        done="隐患已上报"
        isReady={!under && sent.length > 0 && what.trim().length > 1 && where.trim().length > 1}
        onDone={({ hazardId, number }) => note(item.code, { answer: 'bad', hazardId, hazardNumber: number })}
        aside={<span className="ag-meta">先拍照，再说两句，就报上去了</span>}
      >
        <Evidence
          id={`photo-${item.code}`}
          label="照片或文件"
          hint="至少一张照片"
          large
          place={{ objectId: check.objectId }}
          files={files}
          onChange={(update) => setFiles(update)}
        />
        <FormField id={`what-${item.code}`} label="看到了什么" hint={`要求：${item.question}`} pointer="/what">
          <Input.TextArea
            id={`what-${item.code}`}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={what}
            onChange={(event) => setWhat(event.target.value)}
          />
        </FormField>
        <TextField
          id={`where-${item.code}`}
          label="在哪里"
          placeholder="走到跟前能找到的地方"
          pointer="/where"
          max={100}
          value={where}
          onChange={setWhere}
        />
      </ActForm>
    </div>
  )
}
