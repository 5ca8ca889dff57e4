import { useState } from 'react'
import { sender, usePerson } from '#kernel/sync/field/hooks.ts'
import { newId } from '#kernel/sync/field/new-id.ts'
import { keep } from '#kernel/sync/field/outbox.ts'
import { PhotoStrip } from '#kernel/sync/field/parts/photo-strip.tsx'
import { VoiceStrip } from '#kernel/sync/field/parts/voice-strip.tsx'
import { useFieldDraft } from '#kernel/sync/field/use-draft.ts'
import { Field, Notice, Screen, TextBox } from '#kernel/ui/field/screen.tsx'
import { askPosition } from '#kernel/ui/position.ts'

interface Found {
  what: string
  where: string
  photos: string[]
  /** What was said about it. */
  voices?: string[]
}

const NOTHING: Found = { what: '', where: '', photos: [] }

/** An enterprise reports a hazard, with or without a network: a photograph, what, where. */
export function FieldReportPage({ objectId, onBack }: { objectId: string; onBack(): void }) {
  const person = usePerson()
  const draft = useFieldDraft<Found>('hazard-report', NOTHING)
  const [told, setTold] = useState(false)
  const [busy, setBusy] = useState(false)
  const found = draft.values
  if (!found) return null
  const faults = faultsOf(found)
  const report = async () => {
    if (Object.keys(faults).length > 0) return setTold(true)
    setBusy(true)
    const position = await askPosition()
    await keep(person, {
      path: '/hazards/report',
      body: {
        ...{ id: newId(), objectId, attachments: [...found.photos, ...(found.voices ?? [])] },
        input: { what: found.what.trim(), where: found.where.trim(), source: 'self_check' },
        ...(typeof position === 'string' ? {} : { place: position }),
        deviceAt: new Date().toISOString(),
      },
      title: `上报隐患：${found.what.trim().slice(0, 20)}`,
      detail: `${found.where.trim()}，${found.photos.length} 张照片`,
      objectId,
      place: typeof position === 'string' ? null : position,
      photoIds: [...found.photos, ...(found.voices ?? [])],
      draft: { key: draft.key, page: '/report' },
    })
    sender.soon(0)
    onBack()
  }
  const about = (field: keyof Found) => (told ? faults[field] : undefined)
  return (
    <Screen
      title="上报隐患"
      onBack={onBack}
      foot={
        <button type="button" className="fd-main" disabled={busy} onClick={() => void report()}>
          {busy ? '正在存…' : '上报'}
        </button>
      }
    >
      <Field label="拍一张照片" id="report-photos" fault={about('photos')}>
        <PhotoStrip
          id="report-photos"
          photoIds={found.photos}
          mark={[person.bodyName]}
          objectId={objectId}
          onChange={(photos) => draft.change({ photos })}
        />
      </Field>
      <Field label="看到了什么" id="report-what" hint="照实写，比如「配电箱门关不上」" fault={about('what')}>
        <TextBox id="report-what" value={found.what} onChange={(what) => draft.change({ what })} />
        <VoiceStrip voiceIds={found.voices ?? []} objectId={objectId} onChange={(voices) => draft.change({ voices })} />
      </Field>
      <Field label="在哪里" id="report-where" hint="走到跟前能找到的地方" fault={about('where')}>
        <input
          id="report-where"
          maxLength={100}
          value={found.where}
          onChange={({ target }) => draft.change({ where: target.value })}
        />
      </Field>
      {told && Object.keys(faults).length > 0 && (
        <Notice kind="late">还差 {Object.keys(faults).length} 处，上面标出来了。填的内容都还在。</Notice>
      )}
    </Screen>
  )
}

function faultsOf({ what, where, photos }: Found): Partial<Record<keyof Found, string>> {
  return {
    ...(photos.length === 0 ? { photos: '要有一张照片' } : {}),
    ...(what.trim().length < 4 ? { what: '写清楚看到了什么，至少四个字' } : {}),
    ...(where.trim().length < 2 ? { where: '写清楚在哪里，至少两个字' } : {}),
  }
}
