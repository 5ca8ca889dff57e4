import { useState } from 'react'
import type { z } from 'zod'
import { distanceWords } from '#kernel/geo/distance-words.ts'
import { sender, useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { newId } from '#kernel/sync/field/new-id.ts'
import { keep } from '#kernel/sync/field/outbox.ts'
import { GradeAhead } from '#kernel/sync/field/parts/grade-ahead.tsx'
import { LaterPage } from '#kernel/sync/field/parts/later.tsx'
import { MarkSeen } from '#kernel/sync/field/parts/mark-seen.tsx'
import { PhotoStrip } from '#kernel/sync/field/parts/photo-strip.tsx'
import { SignHere } from '#kernel/sync/field/parts/sign-here.tsx'
import { VoiceStrip } from '#kernel/sync/field/parts/voice-strip.tsx'
import { useFieldDraft } from '#kernel/sync/field/use-draft.ts'
import { Choice, Field, Notice, Screen, TextBox } from '#kernel/ui/field/screen.tsx'
import { askPosition, type Position } from '#kernel/ui/position.ts'
import { eventItems } from '#modules/event/model/catalogue.ts'
import { follows, results } from '../model/codes.ts'
import { distanceM } from '../model/rules.ts'
import { RecordPatrol, type VisitView } from '../model/schema.ts'
import { bodyOf, type FieldAnswer, type FieldVisit, firstFault, NEW_VISIT } from './visit-body.ts'

type Plan = z.output<typeof VisitView>
type Item = Plan['templates'][number]['items'][number]

interface FieldVisitProps {
  objectId: string
  onBack(): void
  /** Reads the plate at the gate. */
  onScan?: (() => void) | undefined
}

/** A visit with or without a network: arrive, one check after another, leave. */
export function FieldVisitPage({ objectId, onBack, onScan }: FieldVisitProps) {
  const plan = useHeld<Plan>(`/patrol-visits/${objectId}`)
  if (plan.held) return <Visit plan={plan.held.body} onBack={onBack} onScan={onScan} />
  return (
    <Screen title="走访" onBack={onBack}>
      {plan.error ? (
        <Notice kind="late">这一家没有带在身上，现在又连不上。到有网络的地方打开一次，或先走访带好的。</Notice>
      ) : (
        <p className="fd-pale">正在读…</p>
      )}
    </Screen>
  )
}

function Visit({ plan, onBack, onScan }: Pick<PageProps, 'plan' | 'onBack' | 'onScan'>) {
  const draft = useFieldDraft<FieldVisit>(`visit.${plan.objectId}`, NEW_VISIT)
  const visit = draft.values
  if (!visit) return null
  const template = plan.templates.find(({ code }) => code === visit.template) ?? plan.templates[0]
  const items = template?.items ?? []
  const page = { plan, visit, draft, onBack, onScan }
  if (!visit.startedAt) return <Arrive {...page} />
  const item = items[visit.at]
  if (item) return <OneCheck key={item.code} {...page} item={item} number={visit.at + 1} count={items.length} />
  return <Leave {...page} items={items} template={template?.code} />
}

interface PageProps {
  plan: Plan
  visit: FieldVisit
  draft: ReturnType<typeof useFieldDraft<FieldVisit>>
  onBack(): void
  onScan: (() => void) | undefined
}

/** A visit of more days ago is not taken any more. */
const MOST_DAYS = 30

/** Arriving: where and when; or saying when it was, where it is written down afterwards. */
function Arrive({ plan, draft, onBack, onScan }: PageProps) {
  const [asking, setAsking] = useState(false)
  const [isLater, setLater] = useState(false)
  const arrive = async () => {
    setAsking(true)
    const found = await askPosition()
    const position = typeof found === 'string' ? null : found
    const fault = typeof found === 'string' ? found : ''
    draft.change({ startedAt: new Date().toISOString(), position, positionFault: fault, id: newId() })
  }
  if (isLater)
    return (
      <LaterPage
        title={plan.name}
        what="走访"
        mostDays={MOST_DAYS}
        onBack={() => setLater(false)}
        onGo={({ startedAt, ...later }) => draft.change({ startedAt, later, position: null, id: newId() })}
      />
    )
  return (
    <Screen
      title={plan.name}
      onBack={onBack}
      foot={
        <button type="button" className="fd-main" disabled={asking} onClick={() => void arrive()}>
          {asking ? '正在定位…' : '到达，开始检查'}
        </button>
      }
    >
      <dl className="fd-facts">
        <dt>地址</dt>
        <dd>{plan.address ?? '没有登记'}</dd>
        <dt>网格</dt>
        <dd>{plan.gridName}</dd>
        <dt>上次</dt>
        <dd>{plan.lastOn ?? '没有走访过'}</dd>
        <dt>没销号的隐患</dt>
        <dd>{plan.openHazards} 条</dd>
      </dl>
      <MarkSeen objectId={plan.objectId} onScan={plan.kind === 'enterprise' ? onScan : undefined} />
      {plan.templates.length > 1 && (
        <Field label="检查表" id="visit-template">
          <select
            id="visit-template"
            value={draft.values?.template ?? plan.templates[0]?.code}
            onChange={({ target }) => draft.change({ template: target.value })}
          >
            {plan.templates.map(({ code, name, items, minutes }) => (
              <option key={code} value={code}>
                {name}（{items.length} 项，约 {minutes} 分钟）
              </option>
            ))}
          </select>
        </Field>
      )}
      <button type="button" className="fd-link fd-leave" onClick={() => setLater(true)}>
        已经走访过，在纸上记的，现在补录
      </button>
    </Screen>
  )
}

/** One check on a page: what to look at, met or not, and what follows if not. */
function OneCheck({
  plan,
  visit,
  draft,
  onBack,
  item,
  number,
  count,
}: PageProps & { item: Item; number: number; count: number }) {
  const answer = visit.answers[item.code] ?? {}
  const [told, setTold] = useState(false)
  const set = (part: FieldAnswer) => {
    // What follows from another choice was not asked yet.
    if (part.result || part.follow) setTold(false)
    draft.change({ answers: { ...visit.answers, [item.code]: { ...answer, ...part } } })
  }
  const fault = told ? firstFault(answer) : null
  const next = () => {
    if (firstFault(answer)) return setTold(true)
    draft.change({ at: visit.at + 1 })
  }
  return (
    <Screen
      title={plan.name}
      onBack={onBack}
      meta={`第 ${number} / ${count} 项`}
      share={(number - 1) / count}
      foot={
        <>
          <button
            type="button"
            className="fd-plain"
            disabled={visit.at === 0}
            onClick={() => draft.change({ at: visit.at - 1 })}
          >
            上一项
          </button>
          <button type="button" className={answer.result ? 'fd-main' : 'fd-plain fd-wide'} onClick={next}>
            {answer.result ? '存下，看下一项' : '跳过这项'}
          </button>
        </>
      }
    >
      <h2 className="fd-question">{item.question}</h2>
      {(item.how || item.basis) && (
        <details className="fd-how">
          <summary>怎么看，依据什么</summary>
          {item.how && <p>{item.how}</p>}
          {item.basis && <p className="fd-pale">{item.basis}</p>}
        </details>
      )}
      <Choice
        label={item.question}
        value={answer.result}
        options={Object.entries(results).map(([value, label]) => ({ value: value as 'ok', label }))}
        onChange={(result) => set({ result })}
      />
      {answer.result === 'not_ok' && <Unmet plan={plan} code={item.code} answer={answer} fault={fault} onSet={set} />}
      <button type="button" className="fd-link fd-leave" onClick={() => draft.change({ at: count })}>
        看完了，去离开
      </button>
    </Screen>
  )
}

interface UnmetProps {
  plan: Plan
  code: string
  answer: FieldAnswer
  fault: ReturnType<typeof firstFault>
  onSet(part: FieldAnswer): void
}

/** What was seen, with photographs, and what is done about it. */
function Unmet({ plan, code, answer, fault, onSet }: UnmetProps) {
  const about = (field: string) => (fault?.field === field ? fault.words : undefined)
  return (
    <div className="fd-unmet">
      <Field label="看到了什么" id={`note-${code}`} fault={about('note')}>
        <TextBox id={`note-${code}`} value={answer.note ?? ''} onChange={(note) => onSet({ note })} />
      </Field>
      <Field label="照片" id={`photo-${code}`} fault={about('photos')}>
        <PhotoStrip
          id={`photo-${code}`}
          photoIds={answer.photos ?? []}
          mark={[plan.name]}
          {...placeOf(plan)}
          onChange={(photos) => onSet({ photos })}
        />
      </Field>
      <Field label="语音（选填）" id={`voice-${code}`}>
        <VoiceStrip voiceIds={answer.voices ?? []} {...placeOf(plan)} onChange={(voices) => onSet({ voices })} />
      </Field>
      <Field label="怎么处理" id={`follow-${code}`} fault={about('follow')}>
        <Choice
          label="怎么处理"
          value={answer.follow}
          options={Object.entries(follows).map(([value, label]) => ({ value: value as 'hazard', label }))}
          onChange={(follow) => onSet({ follow })}
        />
      </Field>
      {answer.follow === 'event' && (
        <Field label="事项" id={`event-${code}`} fault={about('eventItem')}>
          <select
            id={`event-${code}`}
            value={answer.eventItem ?? ''}
            onChange={({ target }) => onSet({ eventItem: target.value || undefined })}
          >
            <option value="">选一个事项</option>
            {eventItems.map(({ code: item, name }) => (
              <option key={item} value={item}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      )}
      {answer.follow && answer.follow !== 'fixed' && (
        <Field label="具体位置" id={`where-${code}`} fault={about('where')}>
          <input
            id={`where-${code}`}
            maxLength={100}
            placeholder="如 罐区东侧 3 号罐"
            value={answer.where ?? ''}
            onChange={({ target }) => onSet({ where: target.value })}
          />
        </Field>
      )}
    </div>
  )
}

const placeOf = (plan: Plan) => (plan.kind === 'enterprise' ? { objectId: plan.objectId } : { gridCode: plan.gridCode })

/** Leaving: what was found, who was there, how the record will be graded, and keeping it. */
function Leave({ plan, visit, draft, onBack, items, template }: PageProps & { items: Item[]; template?: string }) {
  const person = usePerson()
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const answered = items.filter(({ code }) => visit.answers[code]?.result)
  const unmet = answered.filter(({ code }) => visit.answers[code]?.result === 'not_ok')
  const away = visit.later ? null : awayOf(plan, visit.position)
  const finish = async () => {
    const body = bodyOf(
      visit,
      plan.objectId,
      template,
      items.map(({ code }) => code),
      new Date().toISOString(),
    )
    const read = RecordPatrol.safeParse(body)
    if (!read.success) return setFault(read.error.issues[0]?.message ?? '没有填全')
    if (away && visit.reason.trim().length < 2) return setFault(`${away}，写明原因`)
    setBusy(true)
    await keep(person, {
      id: newId(),
      path: '/patrols',
      body,
      title: `走访：${plan.name}`,
      detail: `${answered.length} 项，${unmet.length} 条问题`,
      objectId: plan.objectId,
      place: visit.position,
      happenedAt: visit.later ? visit.startedAt : null,
      why: visit.later?.why ?? null,
      photoIds: photosOf(visit),
      draft: { key: draft.key, page: `/visit/${plan.objectId}` },
    })
    sender.soon(0)
    onBack()
  }
  return (
    <Screen
      title={plan.name}
      onBack={onBack}
      meta="离开"
      share={1}
      foot={
        <>
          <button
            type="button"
            className="fd-plain"
            onClick={() => draft.change({ at: Math.max(0, items.length - 1) })}
          >
            上一项
          </button>
          <button
            type="button"
            className="fd-main"
            disabled={busy || answered.length === 0}
            onClick={() => void finish()}
          >
            {busy ? '正在存…' : '存下这次走访'}
          </button>
        </>
      }
    >
      <h2 className="fd-question">
        看了 {answered.length} 项，{unmet.length === 0 ? '没有发现问题' : `${unmet.length} 项不合格`}
      </h2>
      {answered.length === 0 && <Notice kind="soon">一项都没有看，回去至少看一项。</Notice>}
      {fault && <Notice kind="late">{fault}。填的内容都还在。</Notice>}
      <ul className="fd-list">
        {unmet.map(({ code, question }) => (
          <li key={code}>
            <span>{question}</span>
            <small>
              {visit.answers[code]?.note} · {follows[visit.answers[code]?.follow ?? 'fixed']}
            </small>
          </li>
        ))}
      </ul>
      {away && (
        <Field label={`${away}，为什么`} id="visit-reason" hint={visit.positionFault || '如 厂区很大，从南门进'}>
          <input
            id="visit-reason"
            maxLength={300}
            value={visit.reason}
            onChange={({ target }) => draft.change({ reason: target.value })}
          />
        </Field>
      )}
      <Field label="说明（选填）" id="visit-note">
        <TextBox id="visit-note" value={visit.note} onChange={(note) => draft.change({ note })} />
        <VoiceStrip voiceIds={visit.voices ?? []} {...placeOf(plan)} onChange={(voices) => draft.change({ voices })} />
      </Field>
      <Field label="在场的人（选填）" id="visit-met">
        <input
          id="visit-met"
          maxLength={50}
          value={visit.metBy}
          onChange={({ target }) => draft.change({ metBy: target.value })}
        />
      </Field>
      {visit.metBy && (
        <SignHere
          who={visit.metBy}
          value={visit.signature}
          {...placeOf(plan)}
          onChange={(signature) => draft.change({ signature })}
        />
      )}
      <GradeAhead
        object={plan}
        position={visit.position}
        later={visit.later && { startedAt: visit.startedAt, why: visit.later.why }}
      />
    </Screen>
  )
}

/** Why the visit does not count as at the object, in a few words; null when it does. */
function awayOf({ lng, lat, bufferM }: Plan, position: Position | null): string | null {
  if (!position) return '没有定位'
  if (lng === null || lat === null) return null
  const metres = distanceM(position, { lng, lat })
  return metres > bufferM ? `打卡离对象 ${distanceWords(metres)}` : null
}

const photosOf = (visit: FieldVisit): string[] => [
  ...Object.values(visit.answers).flatMap(({ photos = [], voices = [] }) => [...photos, ...voices]),
  ...(visit.voices ?? []),
  ...(visit.signature ? [visit.signature] : []),
]
