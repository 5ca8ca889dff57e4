import { Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { type Certificate, useForgetOfficers } from '../api.ts'

interface Person {
  id: string
  name: string
  seats: { title: string; bodyName: string }[]
}

/** Enters the certificate of somebody of one's own region. */
export function NewCertificateForm({ onDone }: { onDone(): void }) {
  const forget = useForgetOfficers()
  const [draft, setDraft] = useState({ number: '', issuer: '', field: '安全生产', validFrom: '', validTo: '' })
  const [personId, setPersonId] = useState<string | null>(null)
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }))
  return (
    <ActForm
      request={{ method: 'POST', path: '/officer-certificates', body: { ...draft, personId } }}
      label="登记证件"
      done="证件已登记"
      isReady={personId !== null && Object.values(draft).every((text) => text.trim() !== '')}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <FormField id="certificate-person" label="谁的证件" pointer="/personId" hint="本辖区有监管岗位的人">
        <PersonChoice id="certificate-person" value={personId} onChange={setPersonId} />
      </FormField>
      <TextField
        id="certificate-number"
        label="证号"
        pointer="/number"
        max={40}
        value={draft.number}
        onChange={(number) => set({ number })}
      />
      <TextField
        id="certificate-issuer"
        label="发证机关"
        pointer="/issuer"
        max={60}
        value={draft.issuer}
        onChange={(issuer) => set({ issuer })}
      />
      <TextField
        id="certificate-field"
        label="执法领域"
        pointer="/field"
        max={60}
        value={draft.field}
        onChange={(field) => set({ field })}
      />
      <Term from={draft.validFrom} to={draft.validTo} onChange={set} />
    </ActForm>
  )
}

function Term({
  from,
  to,
  onChange,
}: {
  from: string
  to: string
  onChange(patch: { validFrom?: string; validTo?: string }): void
}) {
  return (
    <>
      <DayField
        id="certificate-from"
        label="有效期首日"
        pointer="/validFrom"
        value={from}
        onChange={(validFrom) => onChange({ validFrom })}
      />
      <DayField
        id="certificate-to"
        label="有效期末日"
        pointer="/validTo"
        value={to}
        {...(from ? { min: from } : {})}
        onChange={(validTo) => onChange({ validTo })}
      />
    </>
  )
}

function PersonChoice({
  id,
  value,
  onChange,
}: {
  id: string
  value: string | null
  onChange(id: string | null): void
}) {
  const [words, setWords] = useState('')
  const found = useRead<{ items: Person[] }>(`/people${queryString({ q: words, limit: 30 })}`, { keep: true })
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      style={{ width: '100%' }}
      placeholder="输入姓名"
      notFoundContent={found.isFetching ? '正在找…' : '没有找到这个人'}
      value={value}
      options={(found.data?.items ?? []).map((one) => ({
        value: one.id,
        label: `${one.name}　${one.seats[0] ? `${one.seats[0].bodyName} ${one.seats[0].title}` : '没有岗位'}`,
      }))}
      onChange={(next: string | null | undefined) => onChange(next ?? null)}
    />
  )
}

/** Gives a certificate a new term. */
export function RenewForm({ one, onDone }: { one: Certificate; onDone(): void }) {
  const forget = useForgetOfficers()
  const [draft, setDraft] = useState({ number: one.number, validFrom: one.validTo, validTo: '' })
  return (
    <ActForm
      request={{ method: 'POST', path: `/officer-certificates/${one.id}/renew`, body: draft, version: one.version }}
      label="换发"
      done="证件已换发"
      isReady={draft.validTo !== '' && draft.number.trim() !== ''}
      onMovedOn={forget}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <TextField
        id="renew-number"
        label="证号"
        pointer="/number"
        max={40}
        value={draft.number}
        onChange={(number) => setDraft((before) => ({ ...before, number }))}
      />
      <Term
        from={draft.validFrom}
        to={draft.validTo}
        onChange={(patch) => setDraft((before) => ({ ...before, ...patch }))}
      />
    </ActForm>
  )
}

const MOVES = {
  suspend: { label: '暂扣', done: '证件已暂扣', tone: 'danger' },
  restore: { label: '解除暂扣', done: '已解除暂扣', tone: 'primary' },
  revoke: { label: '注销', done: '证件已注销', tone: 'danger' },
} as const
export type Move = keyof typeof MOVES

/** Suspends, restores or revokes a certificate, with its reason. */
export function MoveForm({ one, move, onDone }: { one: Certificate; move: Move; onDone(): void }) {
  const forget = useForgetOfficers()
  const [reason, setReason] = useState('')
  const { label, done, tone } = MOVES[move]
  return (
    <ActForm
      request={{
        method: 'POST',
        path: `/officer-certificates/${one.id}/${move}`,
        body: { reason },
        version: one.version,
      }}
      label={label}
      done={done}
      tone={tone}
      isReady={reason.trim() !== ''}
      onMovedOn={forget}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <TextField
        id={`${move}-reason`}
        label={`${label}的理由`}
        pointer="/reason"
        max={200}
        value={reason}
        onChange={setReason}
      />
    </ActForm>
  )
}
