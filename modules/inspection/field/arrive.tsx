import { useState } from 'react'
import { usePerson } from '#kernel/sync/field/hooks.ts'
import { GradeAhead } from '#kernel/sync/field/parts/grade-ahead.tsx'
import { type Later, LaterPage } from '#kernel/sync/field/parts/later.tsx'
import { MarkSeen, useMarkSeen } from '#kernel/sync/field/parts/mark-seen.tsx'
import { Choice, Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { time } from '#kernel/ui/format.ts'
import { askPosition } from '#kernel/ui/position.ts'
import { awayOf } from '../model/distance.ts'
import { localMinute } from '../model/document-values.ts'
import { LATER_DAYS } from '../model/inspection-faults.ts'
import type { PageProps } from './inspect.tsx'
import { isSent } from './take.ts'

type YesNo = 'yes' | 'no'

const YES_NO = (yes: string, no: string): { value: YesNo; label: string }[] => [
  { value: 'yes', label: yes },
  { value: 'no', label: no },
]

const laterWords = ({ startedAt, why }: Later): string => `补录：${time(startedAt)} 在纸上检查，${why}`

/** What is written down afterwards, as the act asks it. */
const laterInput = ({ startedAt, endedAt, why }: Later) => ({
  laterFrom: localMinute(startedAt)?.replace('T', ' '),
  laterTo: localMinute(endedAt)?.replace('T', ' '),
  laterWhy: why,
})

/** At the gate; whoever is not sent reads who is. */
export function ArrivePage(page: PageProps) {
  const { one, site, onBack } = page
  if (isSent(usePerson(), one)) return <Arrive {...page} />
  return (
    <Screen title={site.objectName} onBack={onBack} meta={one.number}>
      <Facts one={one} site={site} />
      <p className="fd-pad fd-pale">这次派的是别人，到场打卡和检查由检查人员办；要换人，在电脑上重新派。</p>
    </Screen>
  )
}

const Facts = ({ one: { facts }, site }: Pick<PageProps, 'one' | 'site'>) => (
  <dl className="fd-facts">
    <dt>地址</dt>
    <dd>{site.address ?? '没有登记'}</dd>
    <dt>检查人员</dt>
    <dd>{facts.team.map(({ name, certNo }) => `${name} ${certNo}`).join('、') || '还没有派'}</dd>
    <dt>今年</dt>
    <dd>
      已查 {site.year.done} 次，上限 {site.year.cap} 次
    </dd>
  </dl>
)

/** Who is there with which certificate, where, camera on. */
function Arrive({ one, site, visit, change, commit, onBack, onScan }: PageProps) {
  const [isLater, setLater] = useState(false)
  const [shown, setShown] = useState<YesNo>()
  const [camera, setCamera] = useState<YesNo>()
  const [said, setScanned] = useState<YesNo>()
  const seenAt = useMarkSeen(site.objectId)
  const scanned = said ?? (seenAt ? 'yes' : undefined)
  const [why, setWhy] = useState('')
  const [away, setAway] = useState('')
  const [told, setTold] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [position, setPosition] = useState<Awaited<ReturnType<typeof askPosition>> | null>(null)
  const [busy, setBusy] = useState(false)
  const located = position !== null && typeof position !== 'string' ? position : null
  const far = awayOf(site, located)
  const missed = (answer: YesNo | undefined) => (told && !answer ? '这一项要选' : undefined)
  const unsaid = (words: string) => (told && words.trim().length < 2 ? '写清楚原因' : undefined)
  const locate = async () => {
    setBusy(true)
    const found = await askPosition()
    setPosition(found)
    if (typeof found !== 'string') change({ position: found })
    setBusy(false)
  }
  const arrive = async () => {
    setTold(true)
    if (position === null && !visit.later) return setFault('先点「定位」；定位不了再写原因')
    const left = [!shown && '出示执法证件', !camera && '执法记录仪', !scanned && '扫码入企'].filter(Boolean)
    if (left.length > 0) return setFault(`还没有选：${left.join('、')}`)
    if (far && away.trim().length < 2) return setFault(`${far}，写明原因`)
    const input = {
      ...{ shown: shown === 'yes', camera: camera === 'yes', scanned: scanned === 'yes' },
      ...(located && !visit.later
        ? { position: located, ...(far ? { away } : {}) }
        : { noPosition: visit.later ? '补录，没有当时的定位' : why }),
      ...(visit.later ? laterInput(visit.later) : {}),
    }
    setFault((await commit('arrive', input, 'items'))[0] ?? null)
  }
  if (isLater)
    return (
      <LaterPage
        title={site.objectName}
        what="检查"
        mostDays={LATER_DAYS}
        onBack={() => setLater(false)}
        onGo={(later) => {
          change({ later, position: null })
          setPosition(null)
          setLater(false)
        }}
      />
    )
  return (
    <Screen
      title={site.objectName}
      onBack={onBack}
      meta={one.number}
      foot={
        <button type="button" className="fd-main" onClick={() => void arrive()}>
          到场打卡，开始检查
        </button>
      }
    >
      <Facts one={one} site={site} />
      <MarkSeen objectId={site.objectId} onScan={onScan} />
      {fault && <Notice kind="late">{fault}</Notice>}
      <div className="fd-field">
        <button type="button" className="fd-plain" disabled={busy} onClick={() => void locate()}>
          {busy ? '正在定位…' : located ? `已定位，误差 ${located.accuracyM ?? '—'} 米，重新定位` : '定位'}
        </button>
        {typeof position === 'string' && <span className="fd-fault">{position}</span>}
      </div>
      {typeof position === 'string' && (
        <Field label="没有定位的原因" id="arrive-why" fault={unsaid(why)}>
          <input id="arrive-why" maxLength={200} value={why} onChange={({ target }) => setWhy(target.value)} />
        </Field>
      )}
      {far && (
        <Field label={`${far}，为什么`} id="arrive-away" hint="如 厂区很大，从南门进" fault={unsaid(away)}>
          <input id="arrive-away" maxLength={200} value={away} onChange={({ target }) => setAway(target.value)} />
        </Field>
      )}
      <Field label="出示执法证件" id="arrive-shown" fault={missed(shown)}>
        <Choice<YesNo> label="出示执法证件" value={shown} options={YES_NO('已出示', '没有出示')} onChange={setShown} />
      </Field>
      <Field label="执法记录仪" id="arrive-camera" fault={missed(camera)}>
        <Choice<YesNo> label="执法记录仪" value={camera} options={YES_NO('已开启', '没有开启')} onChange={setCamera} />
      </Field>
      <Field label="扫码入企" id="arrive-scanned" fault={missed(scanned)}>
        <Choice<YesNo> label="扫码入企" value={scanned} options={YES_NO('已扫码', '没有扫码')} onChange={setScanned} />
      </Field>
      {visit.later ? (
        <p className="fd-pad fd-pale">{laterWords(visit.later)}。检查日期和文书按当时的时间写。</p>
      ) : (
        <button type="button" className="fd-link fd-leave" onClick={() => setLater(true)}>
          已经查过，在纸上记的，现在补录
        </button>
      )}
      {(position !== null || visit.later) && <GradeAhead object={site} position={located} later={visit.later} />}
    </Screen>
  )
}
