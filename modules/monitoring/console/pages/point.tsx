import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { usePart } from '#kernel/ui/address.ts'
import { moment, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { parameterNames } from '../../model/codes.ts'
import { type PointFile, useForgetPoints, usePoint } from '../api.ts'
import { AsideList } from '../parts/aside-list.tsx'
import { CurveSheet } from '../parts/curve-sheet.tsx'
import { PointAlarms } from '../parts/point-alarms.tsx'
import { ReasonField } from '../parts/reason-field.tsx'
import { RuleForm } from '../parts/rule-form.tsx'
import { RuleHistory } from '../parts/rule-history.tsx'
import { limitWords, standingOf, valueWords } from '../words.ts'
import '../monitoring.css'

/** One point: what it says, what it is judged by, what it alarmed about. */
export function PointPage() {
  const id = usePart('id')
  const read = usePoint(id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/monitoring/points">回到测点列表</To>}
        />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  return <One key={id} file={read.data} />
}

function One({ file }: { file: PointFile }) {
  const [open, setOpen] = useState<'rule' | 'withdraw' | null>(null)
  const close = () => setOpen(null)
  const { kind, words } = standingOf(file)
  const waits = file.changes.some(({ state }) => state === 'asked')
  useTitle(`${file.unitName} ${file.name}`)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to={`/monitoring/plants/${file.objectId}`}>{file.objectName || '监测'}</To>}
        meta={
          <>
            <StatusMark kind={kind}>{words}</StatusMark>
            <b>{valueWords(file.value, file.unit)}</b>
            <span>{file.at ? `${moment(file.at)} 的数` : '还没有收到过数据'}</span>
          </>
        }
        acts={
          file.acts.includes('keep') && (
            <>
              <Button icon={<Icon name="edit" />} disabled={waits} onClick={() => setOpen('rule')}>
                {waits ? '限值修改等着复核' : '申请改限值'}
              </Button>
              <Button onClick={() => setOpen('withdraw')}>停用</Button>
            </>
          )
        }
      >
        {file.unitName} {file.name}
      </PageHead>
      <div className="ag-two">
        <div className="ag-stack">
          <CurveSheet point={file} />
          <PointAlarms id={file.id} />
        </div>
        <div className="ag-stack">
          <Sheet title="怎么判">
            <dl className="ag-point-facts">
              <Fact name="参数">
                {parameterNames[file.parameter]}
                {file.medium ? `，${file.medium}` : ''}
                {file.isDangerous ? '，易燃或有毒' : ''}
              </Fact>
              <Fact name="量程">
                {file.range[0]}～{valueWords(file.range[1], file.unit)}
              </Fact>
              <Fact name="限值">{limitWords(file.limits)}</Fact>
              <Fact name="持续">
                越限 {file.rule.onDelayS} 秒报警，回落 {valueWords(file.rule.deadBand, file.unit)} 持续{' '}
                {file.rule.offDelayS} 秒算恢复
              </Fact>
              {file.rule.ratePerMinute !== null && (
                <Fact name="变化">每分钟最多 {valueWords(file.rule.ratePerMinute, file.unit)}</Fact>
              )}
              {file.rule.flatMinutes !== null && <Fact name="不变">{file.rule.flatMinutes} 分钟不变报警</Fact>}
              <Fact name="没有数据">{file.staleMinutes} 分钟</Fact>
              <Fact name="依据">
                {file.template
                  ? `模板「${file.template.title}」，${file.template.source}${file.template.unverified ? '（未经核实）' : ''}`
                  : '自定'}
              </Fact>
              <Fact name="来自">
                {file.deviceName}，{file.seriesCode}
              </Fact>
            </dl>
          </Sheet>
          <Sheet title="限值修改" meta={`第 ${file.ruleVersion} 版`}>
            <RuleHistory file={file} />
          </Sheet>
          <AsideList file={file} />
        </div>
      </div>
      <Drawer
        open={open !== null}
        onClose={close}
        size={560}
        destroyOnHidden
        title={open === 'rule' ? '申请修改限值' : '停用测点'}
      >
        {open === 'rule' && <RuleForm file={file} onDone={close} />}
        {open === 'withdraw' && <WithdrawForm file={file} onDone={close} />}
      </Drawer>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function WithdrawForm({ file, onDone }: { file: PointFile; onDone(): void }) {
  const forget = useForgetPoints()
  const [reason, setReason] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/monitor-points/${file.id}/withdraw`, body: { reason } }}
      label="停用测点"
      busyLabel="正在停用…"
      done="测点已停用"
      tone="danger"
      isReady={reason.trim().length >= 2}
      onDone={async () => {
        onDone()
        await forget()
      }}
    >
      <p className="ag-soft">
        停用后不再判断报警，已有的数据和报警都还在。{file.at && `最后的数是 ${time(file.at)} 的。`}
      </p>
      <ReasonField id="withdraw-reason" value={reason} onChange={setReason} />
    </ActForm>
  )
}
