import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { SignaturePad } from '#kernel/ui/signature-pad.tsx'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { type DocumentView, useBlocks, useForgetDocuments } from '../api.ts'

export interface BoxProps {
  document: DocumentView
  onClose(): void
}

/** What all boxes do when the act worked. */
export function useDone(onClose: () => void) {
  const forget = useForgetDocuments()
  return async () => {
    await forget()
    onClose()
  }
}

/** Issues a draft: the day under the agency's name, and a number of a block where the paper was printed without a network. */
export function IssueBox({ document, onClose }: BoxProps) {
  const done = useDone(onClose)
  const blocks = useBlocks(true)
  const [issuedOn, setIssuedOn] = useState(today())
  const [reserved, setReserved] = useState<string | null>(null)
  const word = document.template.numbered === 'none' ? null : document.template.number_word
  const options = (blocks.data?.items ?? [])
    .filter((block) => block.word === word)
    .flatMap((block) =>
      block.numbers
        .filter(({ state }) => state === 'reserved')
        .map(({ n }) => ({ value: `${block.id} ${n}`, label: `${n} 号（${block.device}）` })),
    )
  const [blockId, n] = reserved?.split(' ') ?? []
  return (
    <Modal open title={`制发《${document.name}》`} footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm
        request={{
          method: 'POST',
          path: `/legal-documents/${document.id}/issue`,
          body: { issuedOn, ...(blockId ? { blockId, n: Number(n) } : {}) },
        }}
        label={word ? '取号并制发' : '制发'}
        busyLabel="正在制发…"
        done="文书已制发"
        onDone={done}
        aside={<span className="ag-meta">制发以后内容不能再改</span>}
      >
        <DayField
          id="issued-on"
          label="落款日期"
          pointer="/issuedOn"
          value={issuedOn}
          max={today()}
          onChange={setIssuedOn}
        />
        {options.length > 0 && (
          <FormField id="reserved" label="文号" hint="已经用预留号打印过的，选那个号">
            <Select
              id="reserved"
              allowClear
              placeholder="取新号"
              options={options}
              value={reserved}
              onChange={setReserved}
            />
          </FormField>
        )}
      </ActForm>
    </Modal>
  )
}

const KINDS = [
  { value: 'picture', label: '在屏幕上签' },
  { value: 'paper', label: '已在纸上签' },
  { value: 'refused', label: '拒绝签名' },
]

/** Takes one signature: on the screen, noted from paper, or refused with a reason and a witness. */
export function SignBox({ document, onClose }: BoxProps) {
  const done = useDone(onClose)
  const places = document.template.signatures
  const [field, setField] = useState(places[0]?.field ?? '')
  const [kind, setKind] = useState('picture')
  const [signer, setSigner] = useState('')
  const [picture, setPicture] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [witness, setWitness] = useState('')
  const place = places.find((one) => one.field === field)
  const body = {
    kind,
    field,
    signer,
    ...(kind === 'picture' ? { picture: picture ?? '' } : {}),
    ...(kind === 'refused' ? { reason, witness: witness.trim() ? { name: witness, idNo: '', phone: '' } : null } : {}),
  }
  const ready =
    signer.trim() !== '' && (kind !== 'picture' || picture !== null) && (kind !== 'refused' || reason.trim() !== '')
  return (
    <Modal open title="采集签名" footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm
        request={{ method: 'POST', path: `/legal-documents/${document.id}/signatures`, body }}
        label={kind === 'refused' ? '记下拒签' : '存下签名'}
        done={kind === 'refused' ? '已记下拒签' : '签名已存'}
        isReady={ready}
        onDone={done}
      >
        <div className="ag-legal-pair">
          <FormField id="sign-field" label="签在哪里">
            <Select
              id="sign-field"
              options={places.map((one) => ({ value: one.field, label: one.label_zh }))}
              value={field}
              onChange={(next) => {
                setField(next)
                setKind('picture')
              }}
            />
          </FormField>
          <FormField id="sign-kind" label="怎么签">
            <Select
              id="sign-kind"
              options={KINDS.filter(({ value }) => value !== 'refused' || place?.refusal_allowed)}
              value={kind}
              onChange={setKind}
            />
          </FormField>
        </div>
        <TextField
          id="signer"
          label={kind === 'refused' ? '谁拒绝签名' : '签名人'}
          pointer="/signer"
          max={40}
          value={signer}
          onChange={setSigner}
        />
        {kind === 'picture' && <SignaturePad onChange={setPicture} />}
        {kind === 'refused' && (
          <>
            <TextField id="reason" label="拒签事由" pointer="/reason" max={200} value={reason} onChange={setReason} />
            <TextField
              id="witness"
              label="见证人（没有见证人可以不填，以音像记录为准）"
              max={40}
              value={witness}
              onChange={setWitness}
            />
          </>
        )}
      </ActForm>
    </Modal>
  )
}

/** The other side signs for what was served through its account. */
export function ReceiptBox({ document, onClose }: BoxProps) {
  const done = useDone(onClose)
  const [name, setName] = useState('')
  const [picture, setPicture] = useState<string | null>(null)
  return (
    <Modal open title={`签收《${document.name}》`} footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm
        request={{
          method: 'POST',
          path: `/legal-documents/${document.id}/receipt`,
          body: { name, ...(picture ? { picture } : {}) },
        }}
        label="签收"
        busyLabel="正在签收…"
        done="已签收"
        isReady={name.trim() !== '' && picture !== null}
        onDone={done}
        aside={<span className="ag-meta">签收只表示收到，不表示同意内容</span>}
      >
        <TextField id="receiver" label="签收人姓名" pointer="/name" max={40} value={name} onChange={setName} />
        <SignaturePad onChange={setPicture} />
      </ActForm>
    </Modal>
  )
}

/** Ends something with a reason: takes a document back, or gives up a draft. */
export function ReasonBox({ document, onClose, act }: BoxProps & { act: 'withdraw' | 'discard' }) {
  const done = useDone(onClose)
  const [reason, setReason] = useState('')
  const words = act === 'withdraw' ? '撤回文书' : '作废草稿'
  return (
    <Modal open title={words} footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm
        request={{ method: 'POST', path: `/legal-documents/${document.id}/${act}`, body: { reason } }}
        label={words}
        tone="danger"
        done={act === 'withdraw' ? '文书已撤回' : '草稿已作废'}
        isReady={reason.trim().length >= 4}
        onDone={done}
        aside={<Button onClick={onClose}>不{words}</Button>}
      >
        <FormField
          id="why"
          label="原因"
          pointer="/reason"
          hint={act === 'withdraw' ? '记录和文号都会留存，查验时显示已撤回' : '至少 4 个字'}
        >
          <Input.TextArea
            id="why"
            rows={3}
            maxLength={300}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </FormField>
      </ActForm>
    </Modal>
  )
}
