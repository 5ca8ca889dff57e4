import { useEffect, useState } from 'react'
import { useHeld, useOnline, usePerson } from '#kernel/sync/field/hooks.ts'
import { Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { count, day, time, today } from '#kernel/ui/format.ts'
import { RiskMark, riskLevel } from '#kernel/ui/risk-mark.tsx'
import { unitTypes } from '#modules/enterprise/console/parts/unit-types.ts'
import { MINE } from '#modules/inspection/field/take.ts'
import type { Inspection } from '#modules/inspection/field/visit-draft.ts'
import type { AlongFile } from '../../model/schema.ts'
import { isOld } from '../held.ts'
import { keptFile } from '../kept.ts'
import { Contacts } from '../parts/contacts.tsx'
import { Facts } from '../parts/facts.tsx'
import { sizeWords } from '../parts/size-words.ts'
import { freshFile } from '../take.ts'
import '../along.css'

interface FilePageProps {
  id: string
  onBack(): void
  onVisit(id: string): void
  onInspection(id: string): void
}

/** The file of an enterprise at its gate: fresh where there is a network, else as it was taken along. */
export function FilePage({ id, onBack, onVisit, onInspection }: FilePageProps) {
  const { known, fault } = useFile(id)
  if (known) return <File {...known} onBack={onBack} onVisit={onVisit} onInspection={onInspection} />
  return (
    <Screen title="企业" onBack={onBack}>
      {fault ? <Notice kind="late">{fault}</Notice> : <p className="fd-pad fd-pale">正在读…</p>}
    </Screen>
  )
}

interface Known {
  body: AlongFile
  at: string
  fresh: boolean
  /** Only the register came along, with the list of the day. */
  bare?: boolean
}

/** The one on the device at once, the server's as soon as it answers. */
function useFile(id: string): { known: Known | null; fault: string | null } {
  const { accountId } = usePerson()
  const online = useOnline()
  const [known, setKnown] = useState<Known | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a network that came back is asked anew
  useEffect(() => {
    let over = false
    const read = async () => {
      const kept = await keptFile(accountId, id)
      if (kept && !over) setKnown((now) => now ?? { ...kept, fresh: false })
      try {
        const fresh = await freshFile(id)
        if (over) return
        if (fresh) setKnown({ body: withNumbers(fresh.body, kept?.body), at: fresh.at, fresh: true })
        else if (!kept) setFault('没有这家企业，或它不在您的辖区。')
      } catch {
        if (!kept && !over) setFault('这一家没有带在身上，现在又连不上。到有网络的地方打开一次，或出门前带上这一片。')
      }
    }
    void read()
    return () => {
      over = true
    }
  }, [accountId, id, online])
  return { known, fault }
}

/** Whole numbers that came along stay to be called; what is fresh comes masked. */
const withNumbers = (fresh: AlongFile, kept: AlongFile | undefined): AlongFile =>
  kept && !kept.file.masked
    ? {
        ...fresh,
        file: {
          ...fresh.file,
          masked: false,
          values: { ...fresh.file.values, ...personalOf(kept.file.values, fresh.file.values) },
        },
      }
    : fresh

/** Of values masked now, those that are on the device whole. */
const personalOf = (whole: Record<string, unknown>, masked: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => String(masked[key] ?? '').includes('*')))

function File({ body, at, fresh, bare, onBack, onVisit, onInspection }: Known & Omit<FilePageProps, 'id'>) {
  const { file, gridName, parts, leftOut } = body
  const person = usePerson()
  const name = String(file.values.name ?? '企业')
  const planned = usePlanned(file.id)
  const mayVisit = person.permissions.includes('patrol.record') && Boolean(body.visit)
  return (
    <Screen
      title={name}
      onBack={onBack}
      foot={
        (mayVisit || planned.length > 0) && (
          <>
            {mayVisit && (
              <button
                type="button"
                className={planned.length > 0 ? 'fd-plain fd-wide' : 'fd-main'}
                onClick={() => onVisit(file.id)}
              >
                走访
              </button>
            )}
            {planned.slice(0, 1).map((one) => (
              <button key={one.id} type="button" className="fd-main" onClick={() => onInspection(one.id)}>
                执法检查
              </button>
            ))}
          </>
        )
      }
    >
      <p className={`fd-pad al-age ${!fresh && isOld(at) ? 'fd-warn' : 'fd-pale'}`}>
        {fresh ? `现在的档案，${gridName}` : `显示的是 ${time(at)} 带上的，${gridName}`}
      </p>
      {bare && <p className="fd-pad fd-pale">这一家是「今天」带上的，只有档案；隐患、风险点和历史用「带上一片」带。</p>}
      <p className="fd-pad al-name">
        <RiskMark level={riskLevel(file.values.riskLevel)} words />
      </p>
      <Hazards of={parts.hazards} />
      <Contacts file={file} />
      <Facts file={file} />
      <MajorHazards of={parts.majorHazards} />
      <Risks of={parts.risks} />
      <History parts={parts} />
      {leftOut.length > 0 && (
        <p className="fd-pad fd-warn">
          太大没有带上：{leftOut.map(({ title, bytes }) => `${title}（${sizeWords(bytes)}）`).join('、')}。
        </p>
      )}
    </Screen>
  )
}

/** Inspections one is to make there. */
function usePlanned(objectId: string): Inspection[] {
  const person = usePerson()
  const path = person.permissions.includes('inspection.arrive') ? MINE : null
  const list = useHeld<{ items: Inspection[] }>(path).held?.body
  return list?.items.filter((one) => one.objectId === objectId) ?? []
}

function Hazards({ of }: { of: AlongFile['parts']['hazards'] }) {
  if (!of) return null
  return (
    <section aria-label="没销号的隐患">
      <h2 className="fd-part">{of.total > 0 ? `没销号的隐患 ${count(of.total)} 条` : '没有没销号的隐患'}</h2>
      <ul className="fd-list">
        {of.items.map(({ id, what, place, rank, stateTitle, dueOn, listed, number }) => (
          <li key={id}>
            <span>{what}</span>
            <small>
              {[
                rank === 'major' ? '重大隐患' : rank === 'ordinary' ? '一般隐患' : '没有定级',
                listed && '挂牌督办',
                stateTitle,
                place,
                number,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
            {dueOn && (
              <small className={dueOn < today() ? 'fd-warn' : undefined}>
                整改期限 {day(dueOn)}
                {dueOn < today() && '，已经过了'}
              </small>
            )}
          </li>
        ))}
      </ul>
      <More of={of} />
    </section>
  )
}

function MajorHazards({ of }: { of: AlongFile['parts']['majorHazards'] }) {
  if (!of || of.total === 0) return null
  return (
    <section aria-label="重大危险源">
      <h2 className="fd-part">重大危险源 {of.total} 处</h2>
      <ul className="fd-list">
        {of.items.map(({ id, name, unitType, level, r }) => (
          <li key={id}>
            <span>{name}</span>
            <small>
              {unitTypes[unitType]} · {level ? `${level} 级，R = ${r}` : '不构成重大危险源'}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Risks({ of }: { of: AlongFile['parts']['risks'] }) {
  if (!of || of.total === 0) return null
  return (
    <section aria-label="风险点">
      <h2 className="fd-part">风险点 {count(of.total)} 个</h2>
      <ul className="fd-list">
        {of.items.map(({ id, name, unit, level, accidentTypeName, controlsFailed }) => (
          <li key={id}>
            <span className="al-name">
              {name} <RiskMark level={riskLevel(level)} />
            </span>
            <small>{[unit, accidentTypeName].filter(Boolean).join(' · ')}</small>
            {controlsFailed > 0 && <small className="fd-warn">{controlsFailed} 项管控措施失效</small>}
          </li>
        ))}
      </ul>
      <More of={of} />
    </section>
  )
}

interface Past {
  id: string
  on: string | null
  what: string
  more: string
}

/** Inspections, visits and penalties together, the latest first. */
function History({ parts }: { parts: AlongFile['parts'] }) {
  const { inspections, patrols, penalties } = parts
  if (!inspections && !patrols && !penalties) return null
  const past: Past[] = [
    ...(inspections?.items ?? []).map(({ id, on, made, reasonTitle, stateTitle, findings, dueOn }) => ({
      ...{ id, on, what: made ? `执法检查，${findings} 个问题` : '要做的执法检查' },
      more: [reasonTitle, stateTitle, dueOn && `整改期限 ${day(dueOn)}`].filter(Boolean).join(' · '),
    })),
    ...(patrols?.items ?? []).map(({ id, on, officer, seatTitle, items, findings, note }) => ({
      ...{ id, on, what: `走访，看了 ${items} 项，${findings} 项不合格` },
      more: [`${seatTitle} ${officer}`, note].filter(Boolean).join(' · '),
    })),
    ...(penalties?.items ?? []).map(({ id, conduct, against, decidedOn, decisionNo, fine, stateTitle }) => ({
      ...{ id, on: decidedOn, what: `行政处罚${against === 'person' ? '（对个人）' : ''}：${conduct}` },
      more: [decisionNo, fine > 0 && `罚款 ${count(fine)} 元`, stateTitle].filter(Boolean).join(' · '),
    })),
  ].toSorted((a, b) => (b.on ?? '9999').localeCompare(a.on ?? '9999'))
  return (
    <section aria-label="历史">
      <h2 className="fd-part">{past.length > 0 ? '检查、走访和处罚' : '没有检查、走访和处罚的记录'}</h2>
      <ul className="fd-list">
        {past.map(({ id, on, what, more }) => (
          <li key={id}>
            <span>{what}</span>
            <small>
              {on ? day(on) : '没有定日期'} · {more}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

const More = ({ of: { items, total } }: { of: { items: readonly unknown[]; total: number } }) =>
  total > items.length ? (
    <p className="fd-pad fd-pale">
      带了 {items.length} 条，共 {count(total)} 条。
    </p>
  ) : null
