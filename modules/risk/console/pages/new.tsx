import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import type { DirectReason } from '../../model/codes.ts'
import { gradeRisk } from '../../model/rules.ts'
import { useForgetRisks, useOwnEnterprise, useRiskRules } from '../api.ts'
import { type ControlDraft, ControlFields, controlBody, emptyControl } from '../parts/control-fields.tsx'
import { DescribedFields, describedBody, emptyDescribed } from '../parts/described-fields.tsx'
import { emptyGrade, GradeFields, isGraded } from '../parts/grade-fields.tsx'
import '../risk.css'

/** An enterprise registers a risk point: what it is, how bad, by which measures it is controlled. */
export function NewRiskPage() {
  const me = useMe()
  const may = useMay()
  const own = useOwnEnterprise()
  useTitle('登记风险点')
  if (!me.data) return <Waiting />
  if (!may('risk.keep') || !me.data.objectId)
    return (
      <EmptyState whole icon="none" title="风险点由企业自己登记" acts={<To to="/risks">看风险点</To>}>
        监管岗位看了觉得不对，在风险点上写复核意见。
      </EmptyState>
    )
  if (own.error) return <ProblemPanel whole error={own.error} retry={() => void own.refetch()} />
  if (!own.data) return <Waiting />
  return <Form at={own.data.values} />
}

const FIRST = [emptyControl('engineering'), emptyControl('emergency')]

function Form({ at }: { at: { lng: number | null; lat: number | null } }) {
  const navigate = useNavigate()
  const forget = useForgetRisks()
  const rules = useRiskRules()
  const [id] = useState(() => crypto.randomUUID())
  const [described, setDescribed] = useState(() => emptyDescribed(at))
  const [grade, setGrade] = useState(emptyGrade)
  const [controls, setControls] = useState<ControlDraft[]>(() =>
    FIRST.map((control) => ({ ...control, id: crypto.randomUUID() })),
  )
  const level =
    rules.data && isGraded(grade)
      ? gradeRisk(grade.method, grade.values, grade.directReason as DirectReason | null, rules.data, today()).level
      : null
  const written = controls.filter(({ text, checker }) => text.trim() || checker.trim())
  const body = {
    id,
    ...describedBody(described),
    assessment: { method: grade.method, values: grade.values },
    directReason: grade.directReason,
    controls: written.map((control) => controlBody(control, level)),
  }
  const missing = missingWords(described, isGraded(grade), written.length)
  return (
    <div className="ag-page ag-risk-form">
      <PageHead
        trail={<To to="/risks">风险点</To>}
        meta="一处一处登记：是什么、多危险、怎么管。定级由平台算，不用自己算。"
      >
        登记风险点
      </PageHead>
      <ActForm<{ id: string }>
        request={{ method: 'POST', path: '/risk-points', body }}
        label="登记风险点"
        busyLabel="正在登记…"
        done="风险点已登记"
        isReady={missing.length === 0}
        onDone={async (answer) => {
          await forget()
          void navigate({ to: `/risks/${answer.id}` })
        }}
        aside={missing.length > 0 && <span className="ag-meta">还差：{missing.join('、')}</span>}
      >
        <Sheet title="一　是什么、在哪里">
          <div className="ag-pad ag-stack">
            <DescribedFields draft={described} onChange={setDescribed} />
          </div>
        </Sheet>
        <Sheet title="二　多危险">
          <div className="ag-pad">
            <GradeFields draft={grade} rules={rules.data} onChange={setGrade} />
          </div>
        </Sheet>
        <Sheet title="三　怎么管" meta="至少一条；没写的空行不算">
          <div className="ag-pad ag-stack">
            {controls.map((control) => (
              <div key={control.id} className="ag-control-row">
                <ControlFields
                  draft={control}
                  level={level}
                  pointer={`/controls/${written.indexOf(control)}`}
                  onChange={(next) => setControls((rows) => rows.map((row) => (row.id === control.id ? next : row)))}
                />
                {controls.length > 1 && (
                  <Button
                    size="small"
                    aria-label="去掉这条措施"
                    icon={<Icon name="close" size={14} />}
                    onClick={() => setControls((rows) => rows.filter((row) => row.id !== control.id))}
                  />
                )}
              </div>
            ))}
            <Button
              icon={<Icon name="plus" />}
              style={{ justifySelf: 'start' }}
              disabled={controls.length >= 50}
              onClick={() => setControls((rows) => [...rows, emptyControl('management')])}
            >
              再加一条措施
            </Button>
          </div>
        </Sheet>
      </ActForm>
    </div>
  )
}

function missingWords(
  described: {
    name: string
    unit: string
    activity: string
    factor: string
    accidentType?: string | undefined
    controller: string
  },
  graded: boolean,
  controls: number,
): string[] {
  const short = (text: string) => text.trim().length < 2
  return [
    short(described.name) && '名称',
    short(described.unit) && '部位',
    short(described.activity) && '作业活动',
    !described.accidentType && '可能的事故',
    short(described.factor) && '危险有害因素',
    short(described.controller) && '责任人',
    !graded && '多危险',
    controls === 0 && '至少一条措施',
  ].filter((word): word is string => Boolean(word))
}
