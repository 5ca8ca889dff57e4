import { Button, Input } from 'antd'
import { Evidence } from '#kernel/files/console/evidence.tsx'
import { distanceWords } from '#kernel/geo/distance-words.ts'
import { MomentInput } from '#kernel/ui/day-input.tsx'
import { time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { useAskPosition } from '#kernel/ui/position.ts'
import { distanceM } from '../../model/rules.ts'
import type { VisitPlan } from '../api.ts'
import { CHECK_IN, type VisitDraft } from '../visit-draft.ts'

interface CheckInProps {
  plan: VisitPlan
  draft: VisitDraft
  place: { objectId: string } | { gridCode: string }
  fault: string | undefined
}

/** Arriving: where and when, a photograph, and why so far away. */
export function CheckIn({ plan, draft, place, fault }: CheckInProps) {
  const device = useAskPosition()
  const arrive = async () => {
    const position = await device.ask()
    draft.set('position', position)
    if (!draft.startedAt) draft.set('startedAt', new Date().toISOString())
  }
  const { startedAt, position } = draft
  if (draft.later) return <LaterFields draft={draft} fault={fault} />
  const away = position && plan.lng !== null && plan.lat !== null ? distanceM(position, plan as Located) : null
  const needsReason = Boolean(startedAt) && (!position || (away !== null && away > plan.bufferM))
  return (
    <div className="ag-pad ag-stack">
      <Button
        id="visit-arrive"
        type={startedAt ? 'default' : 'primary'}
        icon={<Icon name="pin" />}
        disabled={device.asking}
        style={{ justifySelf: 'start' }}
        onClick={() => void arrive()}
      >
        {device.asking ? '正在定位…' : startedAt ? '重新定位' : '到了，打卡'}
      </Button>
      {startedAt && (
        <p>
          {time(startedAt)} 到达
          {position && (
            <span className="ag-soft">
              ，{away === null ? '这个对象还没有坐标' : `离对象 ${distanceWords(away)}`}
              {position.accuracyM !== null && `，误差 ${position.accuracyM} 米`}
            </span>
          )}
          {position?.accuracyM && position.accuracyM > plan.accuracyM ? (
            <span className="ag-soon">，定位不太准，可以到空旷处重新定位</span>
          ) : null}
        </p>
      )}
      {!startedAt && (
        <button
          type="button"
          className="ag-link"
          style={{ justifySelf: 'start' }}
          onClick={() => draft.set('later', true)}
        >
          已经走访过，在纸上记的，现在补录
        </button>
      )}
      {device.fault && <p className="ag-warn">{device.fault}</p>}
      {needsReason && (
        <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
          <label htmlFor="visit-reason">{position ? `超过 ${plan.bufferM} 米，为什么` : '为什么没有定位'}</label>
          {fault && (
            <span className="ag-fault" role="alert">
              {fault}
            </span>
          )}
          <Input
            id="visit-reason"
            maxLength={300}
            placeholder="如 厂区很大，从南门进"
            value={draft.reason}
            onChange={({ target }) => draft.set('reason', target.value)}
          />
        </div>
      )}
      {startedAt && (
        <Evidence
          id="visit-photos"
          label="到场照片（选填）"
          large={matchMedia('(pointer: coarse)').matches}
          place={place}
          files={draft.filesOf(CHECK_IN)}
          onChange={draft.setFilesOf(CHECK_IN)}
        />
      )}
    </div>
  )
}

type Located = { lng: number; lat: number }

/** An instant as the field of a browser writes it in China, and back; empty for none. */
const CHINA_MS = 8 * 3_600_000
const toField = (instant: string | undefined): string =>
  instant ? new Date(Date.parse(instant) + CHINA_MS).toISOString().slice(0, 16) : ''
const fromField = (text: string): string | undefined => (text ? new Date(`${text}:00+08:00`).toISOString() : undefined)

/** A visit made on paper (补录): from when to when, and why it is written down only now. */
function LaterFields({ draft, fault }: Pick<CheckInProps, 'draft' | 'fault'>) {
  return (
    <div className="ag-pad ag-stack">
      <p className="ag-soft">补录照样收下：没有定位，记录上写明是补录和原因。一个月以前的不能再补录。</p>
      {(
        [
          ['startedAt', '几点到的'],
          ['endedAt', '几点离开的'],
        ] as const
      ).map(([key, label]) => (
        <div key={key} className="ag-field">
          <label htmlFor={`visit-${key}`}>{label}</label>
          <MomentInput
            id={`visit-${key}`}
            max={toField(new Date().toISOString())}
            value={toField(draft[key])}
            onChange={(moment) => draft.set(key, fromField(moment))}
          />
        </div>
      ))}
      <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
        <label htmlFor="visit-reason">为什么现在才记</label>
        {fault && (
          <span className="ag-fault" role="alert">
            {fault}
          </span>
        )}
        <Input
          id="visit-reason"
          maxLength={200}
          placeholder="如 手机没电，在纸上记的"
          value={draft.reason}
          onChange={({ target }) => draft.set('reason', target.value)}
        />
      </div>
      <button
        type="button"
        className="ag-link"
        style={{ justifySelf: 'start' }}
        onClick={() => {
          draft.set('later', undefined)
          draft.set('startedAt', undefined)
        }}
      >
        人在现场，改为打卡
      </button>
    </div>
  )
}
