import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { usePart } from '#kernel/ui/address.ts'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { RiskMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import type { DirectReason } from '../../model/codes.ts'
import { markLevel, type RiskFile, useRiskFile } from '../api.ts'
import { AssessmentHistory } from '../parts/assessment-history.tsx'
import { CheckHistory } from '../parts/check-history.tsx'
import { ControlList } from '../parts/control-list.tsx'
import { GradeResult } from '../parts/grade-result.tsx'
import { Opinions } from '../parts/opinions.tsx'
import { AssessForm, DescribeForm, WithdrawForm } from '../parts/point-forms.tsx'
import { PointHazards } from '../parts/point-hazards.tsx'
import { RiskMarks } from '../parts/risk-marks.tsx'
import '#kernel/cases/console/act.css'
import '../risk.css'

/** One risk point: what it is, how bad, how it is controlled, what offices and hazards say of it. */
export function RiskPage() {
  const id = usePart('id')
  const read = useRiskFile(id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/risks">回到风险点列表</To>}
        />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  return <One key={id} file={read.data} />
}

type Open = 'assess' | 'describe' | 'withdraw' | null

const TITLES = { assess: '重新评估', describe: '修改风险点', withdraw: '撤下风险点' } as const

function One({ file }: { file: RiskFile }) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const keeps = file.openActs.includes('keep')
  useTitle(file.name)
  return (
    <div className="ag-page">
      <PageHead
        trail={
          <>
            <To to="/risks">风险点</To> / <To to={`/enterprises/${file.objectId}`}>{file.objectName}</To>
          </>
        }
        meta={
          <>
            <span>{file.unit}</span>
            <span>{file.gridName}</span>
            <span>{file.accidentTypeName}</span>
          </>
        }
        acts={
          <>
            {keeps && (
              <>
                <Button type="primary" onClick={() => setOpen('assess')}>
                  重新评估
                </Button>
                <Button icon={<Icon name="edit" />} onClick={() => setOpen('describe')}>
                  修改
                </Button>
              </>
            )}
            <To to={`/risks/${file.id}/card`}>
              <Button icon={<Icon name="document" />}>告知卡</Button>
            </To>
            {keeps && <Button onClick={() => setOpen('withdraw')}>撤下</Button>}
          </>
        }
      >
        <span className="ag-row ag-wrap">
          {file.name}
          <span className="ag-row ag-wrap ag-risk-marks">
            <RiskMark level={markLevel(file.level)} words />
            <RiskMarks line={file} />
          </span>
        </span>
      </PageHead>
      <Notices file={file} />
      <div className="ag-two">
        <div className="ag-stack">
          <ControlList file={file} />
          <PointHazards file={file} />
          <AssessmentHistory file={file} />
          <CheckHistory file={file} />
        </div>
        <div className="ag-stack">
          <Facts file={file} />
          <Opinions file={file} />
        </div>
      </div>
      <Drawer
        open={open !== null}
        onClose={close}
        size={open === 'withdraw' ? 480 : 760}
        destroyOnHidden
        title={open ? TITLES[open] : ''}
      >
        {open === 'assess' && <AssessForm file={file} onDone={close} />}
        {open === 'describe' && <DescribeForm file={file} onDone={close} />}
        {open === 'withdraw' && <WithdrawForm file={file} onDone={close} />}
      </Drawer>
    </div>
  )
}

function Notices({ file }: { file: RiskFile }) {
  if (file.withdrawnAt)
    return (
      <div className="ag-notice ag-notice-soon ag-risk-notice">
        <strong>这个风险点已于 {day(file.withdrawnAt)} 撤下</strong>
        <span>{file.withdrawnReason}</span>
      </div>
    )
  if (!file.reassessSince) return null
  return (
    <div className="ag-notice ag-risk-notice">
      <strong className="ag-warn">{day(file.reassessSince)} 起需重新评估</strong>
      <span>
        一共有 {count(file.failures)}{' '}
        条隐患指到这里，近来反复出现：措施不够，或等级偏低。企业重新评估后，这个提示自动消失。
      </span>
    </div>
  )
}

function Facts({ file }: { file: RiskFile }) {
  const grade = { score: file.score, scored: file.scored, level: file.level, bandSet: file.bandSet }
  const lines: [string, string | null][] = [
    ['作业活动', file.activity],
    ['危险因素', file.factor],
    ['可能事故', file.accidentTypeName],
    ['责任人', file.controller],
    ['电话', file.controllerPhone],
    ['位置', file.lng === null ? '没有坐标' : `${file.lng}, ${file.lat}`],
  ]
  return (
    <Sheet title="风险">
      <div className="ag-pad">
        <dl className="ag-facts">
          {lines.map(([label, value]) =>
            value === null ? null : (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
          )}
        </dl>
      </div>
      <GradeResult
        method={file.method}
        values={file.values}
        grade={grade}
        due={file.reviewDueOn}
        direct={file.directReason as DirectReason | null}
      />
    </Sheet>
  )
}
