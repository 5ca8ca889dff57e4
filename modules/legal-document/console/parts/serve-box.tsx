import { Modal, Select } from 'antd'
import { useState } from 'react'
import { Evidence } from '#kernel/files/console/evidence.tsx'
import type { SentFile } from '#kernel/files/console/sent-file.ts'
import { ActForm, useFault } from '#kernel/ui/act-form.tsx'
import { day, today } from '#kernel/ui/format.ts'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { enteredWays, type ServiceWay, wayNames } from '../../model/acts.ts'
import type { DocumentView } from '../api.ts'
import { type BoxProps, useDone } from './act-boxes.tsx'

/** Enters how a document reached its party; where its case tells of it too, once for both. */
export function ServeBox({ document, onClose }: BoxProps) {
  const done = useDone(onClose)
  const { service } = document
  const ways: readonly ServiceWay[] = service?.ways ?? enteredWays
  const first = ways.includes('account') && document.objectId ? 'account' : (ways[0] as ServiceWay)
  const [way, setWay] = useState<ServiceWay>(service?.told?.way ?? first)
  const [recipient, setRecipient] = useState(service?.told?.recipient ?? document.partyName)
  const [place, setPlace] = useState('')
  const [servedOn, setServedOn] = useState(service?.told?.servedOn ?? today())
  const [until, setUntil] = useState(service?.until ?? '')
  const [trackingNo, setTrackingNo] = useState('')
  const [files, setFiles] = useState<SentFile[]>([])
  const proofFileId = files.find(({ fileId }) => fileId)?.fileId
  const byHand = way !== 'account'
  const body = {
    // What only the case can tell, it told.
    ...{ way: (enteredWays as readonly ServiceWay[]).includes(way) ? way : 'paper', recipient, place, servedOn },
    ...(way === 'post' ? { trackingNo } : {}),
    ...(byHand && proofFileId ? { proofFileId } : {}),
    ...(byHand && service?.until ? { until } : {}),
  }
  return (
    <Modal open title="登记送达" footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm
        request={{ method: 'POST', path: `/legal-documents/${document.id}/services`, body }}
        label={way === 'account' ? '送到企业账号' : '登记送达'}
        done={way === 'account' ? '已送到企业账号，等待签收' : '送达已登记'}
        isReady={recipient.trim() !== '' && files.every(({ fileId }) => fileId)}
        onDone={done}
      >
        <OnCase service={service} />
        <FormField
          id="way"
          label="方式"
          pointer="/way"
          {...(way === 'account' ? { hint: '企业会收到消息，签收那天起算期限' } : {})}
        >
          <Select
            id="way"
            options={ways.map((value) => ({ value, label: wayNames[value] }))}
            value={way}
            onChange={setWay}
          />
        </FormField>
        <TextField
          id="recipient"
          label="收件人"
          pointer="/recipient"
          max={60}
          value={recipient}
          onChange={setRecipient}
        />
        <DayField
          id="served-on"
          label="送达日期"
          pointer="/servedOn"
          max={today()}
          value={servedOn}
          onChange={setServedOn}
        />
        {byHand && service?.until && (
          <DayField
            id="until"
            label="期限到哪天"
            hint="和文书上写的一致"
            pointer="/until"
            value={until}
            onChange={setUntil}
          />
        )}
        {(way === 'paper' || way === 'left') && (
          <TextField
            id="served-place"
            label={way === 'left' ? '留在哪里、见证人' : '送达地点'}
            pointer="/place"
            max={100}
            value={place}
            onChange={setPlace}
          />
        )}
        {way === 'post' && (
          <TextField
            id="tracking"
            label="邮件单号"
            pointer="/trackingNo"
            max={40}
            value={trackingNo}
            onChange={setTrackingNo}
          />
        )}
        {byHand && (
          <Proof
            needed={Boolean(service?.act)}
            objectId={document.objectId}
            gridCode={document.gridCode}
            files={files}
            onChange={setFiles}
          />
        )}
      </ActForm>
    </Modal>
  )
}

/** What is entered on the case with the service of this document, or was. */
function OnCase({ service }: Pick<DocumentView, 'service'>) {
  if (!service) return null
  const { told, act } = service
  return (
    <p className="ag-notice ag-notice-ok" role="status">
      {told
        ? `办件上已经登记 ${day(told.servedOn)} ${wayNames[told.way]}，文书照它登记。`
        : `办件同时登记「${act}」，不用再填一遍。`}
    </p>
  )
}

interface ProofProps {
  needed: boolean
  objectId: string | null
  gridCode: string
  files: readonly SentFile[]
  onChange(change: (files: SentFile[]) => SentFile[]): void
}

/** The receipt that proves the service. */
function Proof({ needed, objectId, gridCode, ...rest }: ProofProps) {
  return (
    <Evidence
      {...rest}
      id="proof"
      label={needed ? '送达回证' : '送达回证（选填）'}
      hint="签名的送达回证、邮件回执，或者留置现场的照片，一份"
      fault={useFault('/proofFileId')}
      place={objectId ? { objectId } : { gridCode }}
    />
  )
}
