import { Button, Input } from 'antd'
import { Evidence } from '#kernel/files/console/evidence.tsx'
import { distanceWords } from '#kernel/geo/distance-words.ts'
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
