import { Button, Input } from 'antd'
import { useState } from 'react'
import { FileLinks } from '#kernel/cases/console/parts/file-links.tsx'
import { distanceWords } from '#kernel/geo/distance-words.ts'
import { RecordsOf } from '#kernel/sync/console/parts/grade-mark.tsx'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { usePart } from '#kernel/ui/address.ts'
import { count, time } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { flags, follows, patrolLevels, results } from '../../model/codes.ts'
import { type Patrol, usePatrol } from '../api.ts'
import '#kernel/cases/console/case.css'
import '../patrol.css'

/** One visit: where, how long, what was seen and what became of it. */
export function PatrolPage() {
  const id = usePart('id')
  const read = usePatrol(id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/patrols/records">回到巡查记录</To>}
        />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  return <One one={read.data} onChanged={() => read.refetch()} />
}

function One({ one, onChanged }: { one: Patrol; onChanged(): Promise<unknown> }) {
  const [withdrawing, setWithdrawing] = useState(false)
  useTitle(`${one.objectName} 巡查`)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/patrols/records">巡查记录</To>}
        meta={
          <>
            <span>
              {one.officer}（{one.bodyName} {one.seatTitle}），{patrolLevels[one.level]}巡查
            </span>
            <span>巡查不是执法检查，不计入检查次数</span>
          </>
        }
        acts={
          one.mayWithdraw && (
            <Button size="small" onClick={() => setWithdrawing(!withdrawing)}>
              撤回
            </Button>
          )
        }
      >
        {one.objectName}，{one.findings > 0 ? `发现 ${count(one.findings)} 处问题` : '没有发现问题'}
      </PageHead>
      {one.withdrawn && (
        <div className="ag-notice ag-notice-soon">
          <strong>已撤回，不再计数</strong>
          <span>{one.withdrawnReason}</span>
        </div>
      )}
      {withdrawing && <Withdraw id={one.id} onDone={onChanged} onClose={() => setWithdrawing(false)} />}
      <div className="ag-patrol-record">
        <Sheet title="到场">
          <dl className="ag-facts">
            {factsOf(one).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {(one.photos.length > 0 || one.signature) && (
            <div className="ag-pad">
              <FileLinks files={[...one.photos, ...(one.signature ? [one.signature] : [])].map(asFile)} />
            </div>
          )}
        </Sheet>
        <Checks one={one} />
      </div>
    </div>
  )
}

const asFile = ({ id, name, mediaType }: Patrol['photos'][number]) => ({
  fileId: id,
  sha256: '',
  name,
  mediaType,
  size: null,
})

function factsOf(one: Patrol): [string, React.ReactNode][] {
  const stay = Math.round((Date.parse(one.endedAt) - Date.parse(one.startedAt)) / 60_000)
  const lines: [string, React.ReactNode | null][] = [
    [
      '对象',
      one.kind === 'enterprise' ? (
        <To key="object" to={`/enterprises/${one.objectId}`}>
          {one.objectName}
        </To>
      ) : (
        one.objectName
      ),
    ],
    ['网格', one.gridName],
    ['到达', time(one.startedAt)],
    ['停留', stay === 0 ? '不到 1 分钟' : `${count(stay)} 分钟`],
    ['打卡', positionWords(one)],
    ['位置说明', one.reason || null],
    ['提示', one.flags.length > 0 ? one.flags.map((flag) => flags[flag]).join('、') : '没有'],
    ['在场的人', one.metBy || null],
    ['签名', one.signature ? '有，见下面的图' : '没有'],
    ['说明', one.note || null],
    ['上报', time(one.receivedAt)],
    ['现场实录', one.grades ? <RecordsOf key="grades" id={one.id} grades={one.grades} /> : '不是用设备记的'],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [[label, value] as [string, React.ReactNode]]))
}

function positionWords({ lng, lat, accuracyM, distanceM, objectLng }: Patrol): string {
  if (lng === null || lat === null) return '没有定位'
  const from = objectLng === null ? '对象没有坐标' : `离对象 ${distanceWords(distanceM ?? 0)}`
  return `${lng.toFixed(5)}, ${lat.toFixed(5)}，${from}${accuracyM === null ? '' : `，误差 ${Math.round(accuracyM)} 米`}`
}

function Checks({ one }: { one: Patrol }) {
  const unmet = one.checks.filter(({ result }) => result === 'not_ok')
  const rest = one.checks.filter(({ result }) => result !== 'not_ok')
  return (
    <Sheet title="检查项" meta={`${count(one.checks.length)} 项，${count(unmet.length)} 项不合格`}>
      {one.checks.length === 0 && <EmptyState title="没有检查项">这次巡查没有登记检查项。</EmptyState>}
      <ul className="ag-patrol-checks">
        {[...unmet, ...rest].map((check) => (
          <li key={check.code} data-result={check.result}>
            <span className={`ag-patrol-result ${check.result === 'not_ok' ? 'ag-warn' : 'ag-soft'}`}>
              {results[check.result]}
            </span>
            <div className="ag-grow">
              <span>{check.question}</span>
              {check.note && <span className="ag-soft">{check.note}</span>}
              {check.follow && (
                <small>
                  {check.link ? <To to={check.link}>{follows[check.follow]}，打开看</To> : follows[check.follow]}
                </small>
              )}
              <FileLinks files={check.photos.map(asFile)} />
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Withdraw({ id, onDone, onClose }: { id: string; onDone(): Promise<unknown>; onClose(): void }) {
  const [reason, setReason] = useState('')
  return (
    <Sheet title="撤回这次巡查">
      <div className="ag-pad">
        <ActForm
          request={{ method: 'POST', path: `/patrols/${id}/withdraw`, body: { reason: reason.trim() } }}
          label="撤回"
          busyLabel="正在撤回…"
          done="已撤回"
          tone="danger"
          isReady={reason.trim().length >= 2}
          onDone={async () => {
            await onDone()
            onClose()
          }}
          aside={<span className="ag-meta">记录和已开的隐患、事件都留下，只是不再计数</span>}
        >
          <FormField id="withdraw-reason" label="撤回理由" hint="如 登记错了企业" pointer="/reason">
            <Input
              id="withdraw-reason"
              maxLength={300}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </FormField>
        </ActForm>
      </div>
    </Sheet>
  )
}
