import { Button } from 'antd'
import type { CaseOne } from '#kernel/cases/console/api.ts'
import { ActFields, fieldId } from '#kernel/cases/console/parts/act-fields.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { type Position, useAskPosition } from '#kernel/ui/position.ts'
import { awayOf } from '../../model/distance.ts'
import { inspectionFace } from '../inspection-face.tsx'
import type { Site } from '../on-site-api.ts'
import { useStep } from '../use-step.ts'
import { StepForm } from './step-form.tsx'

/** Arriving: where one is, certificates shown, camera on. */
export function ArriveStep({ one, site }: { one: CaseOne; site: Site }) {
  const step = useStep(one, 'arrive')
  const device = useAskPosition()
  const { values, set } = step.draft
  const position = (values.position ?? null) as Position | null
  const away = awayOf(site, position)
  const unasked = ['position', ...(position ? ['noPosition'] : []), ...(away ? [] : ['away'])]
  const asked = step.shown.filter(({ key }) => !unasked.includes(key))
  return (
    <StepForm step={step} label="到场打卡">
      <Sheet title="到场打卡">
        <div className="ag-pad ag-stack">
          <div id={fieldId(step.prefix, 'position')} tabIndex={-1} className="ag-row ag-wrap">
            <Button
              size="large"
              icon={<Icon name="pin" />}
              disabled={device.asking}
              onClick={() => void device.ask().then((here) => set('position', here))}
            >
              {device.asking ? '正在定位…' : position ? '重新定位' : '定位'}
            </Button>
            {position && (
              <span className="ag-ok">已定位{position.accuracyM !== null && `，误差 ${position.accuracyM} 米`}</span>
            )}
          </div>
          {away && <p className="ag-warn">{away}，写明原因，如 厂区很大、从另一个门进。</p>}
          {device.fault && <p className="ag-warn">{device.fault}</p>}
          <ActFields
            face={inspectionFace}
            fields={asked}
            values={values}
            faults={step.faults}
            prefix={step.prefix}
            caseId={one.id}
            onSet={set}
          />
        </div>
      </Sheet>
    </StepForm>
  )
}
