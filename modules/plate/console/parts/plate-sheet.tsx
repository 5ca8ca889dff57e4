import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Radio } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { day } from '#kernel/ui/format.ts'
import { ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { plateCodeText } from '../../model/code.ts'
import { type VoidReason, voidReasons } from '../../model/codes.ts'
import { type Plate, platesPath } from '../api.ts'
import { PrintButtons } from './print-buttons.tsx'
import '../plate.css'

interface PlateSheetProps {
  objectId: string
  /** False for a file of another day or one that was merged. */
  changeable: boolean
}

/** The plate of an enterprise on its file: made, printed, ended; those that ended stay to be read. */
export function PlateSheet({ objectId, changeable }: PlateSheetProps) {
  const read = useRead<{ items: Plate[]; mayIssue: boolean }>(platesPath(objectId))
  const present = read.data?.items.find(({ voidedAt }) => voidedAt === null)
  const old = read.data?.items.filter(({ voidedAt }) => voidedAt !== null) ?? []
  const mayIssue = changeable && read.data?.mayIssue === true
  return (
    <Sheet title="企业码牌" meta={present && `${day(present.issuedAt)} 制`}>
      {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting />}
      {read.data && (
        <div className="ag-pad ag-plate-lines">
          {present ? <Present plate={present} mayEnd={mayIssue} /> : <None objectId={objectId} mayIssue={mayIssue} />}
          {old.map((plate) => (
            <div key={plate.code} className="ag-plate-old ag-meta">
              <s className="ag-code">{plateCodeText(plate.code)}</s>
              <span>
                {day(plate.voidedAt)} 作废：{plate.voidReason}
                {plate.voidNote && `，${plate.voidNote}`}（{plate.voidedBy}）
              </span>
            </div>
          ))}
        </div>
      )}
    </Sheet>
  )
}

function None({ objectId, mayIssue }: { objectId: string; mayIssue: boolean }) {
  const refresh = useRefresh(objectId)
  if (!mayIssue) return <span className="ag-soft">还没有码牌。</span>
  return (
    <ActForm
      request={{ method: 'POST', path: '/plates', body: { objectIds: [objectId] } }}
      label="制作码牌"
      busyLabel="正在制作…"
      done="码牌已制作，可以打印"
      onDone={refresh}
    >
      <span className="ag-soft">
        还没有码牌。制作后打印出来，贴在大门口：现场扫码打开检查和走访，群众扫码看到举报电话。
      </span>
    </ActForm>
  )
}

function Present({ plate, mayEnd }: { plate: Plate; mayEnd: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <span className="ag-plate-code">{plateCodeText(plate.code)}</span>
      <span className="ag-row ag-wrap">
        <PrintButtons objectIds={[plate.objectId]} small />
        {mayEnd && (
          <Button size="small" danger onClick={() => setOpen(true)}>
            作废码牌
          </Button>
        )}
      </span>
      <Drawer open={open} onClose={() => setOpen(false)} size={480} destroyOnHidden title="作废这块码牌">
        <EndForm plate={plate} onDone={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

/** Reasons after which there is no gate any more to hang a new one at. */
const GONE: readonly VoidReason[] = ['closed']

function EndForm({ plate, onDone }: { plate: Plate; onDone(): void }) {
  const refresh = useRefresh(plate.objectId)
  const [reason, setReason] = useState<VoidReason>()
  const [note, setNote] = useState('')
  const replace = reason !== undefined && !GONE.includes(reason)
  return (
    <ActForm
      request={{ method: 'POST', path: `/plates/${plate.code}/void`, body: { reason, note, replace } }}
      label={replace ? '作废，补一张新的' : '作废这块码牌'}
      busyLabel="正在作废…"
      done={replace ? '旧的已作废，新的可以打印' : '码牌已作废'}
      tone="danger"
      isReady={reason !== undefined}
      onDone={async () => {
        await refresh()
        onDone()
      }}
    >
      <p className="ag-soft">
        作废后扫 <span className="ag-code">{plateCodeText(plate.code)}</span> 的人会看到「这块码牌已作废」，不能恢复。
      </p>
      <FormField id="plate-reason" label="为什么作废" pointer="/reason">
        <Radio.Group
          id="plate-reason"
          value={reason}
          options={Object.entries(voidReasons).map(([value, label]) => ({ value, label }))}
          onChange={({ target }) => setReason(target.value as VoidReason)}
        />
      </FormField>
      <TextField id="plate-note" label="说明（选填）" pointer="/note" max={200} value={note} onChange={setNote} />
    </ActForm>
  )
}

function useRefresh(objectId: string): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [platesPath(objectId)] })
}
