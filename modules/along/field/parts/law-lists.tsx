import { count } from '#kernel/ui/format.ts'
import { statutoryTerms } from '#standards/calendar/statutory-terms.ts'
import { checkIndustries } from '#standards/check-item/check-item.ts'
import { findPenaltyItem, penaltySubjects } from '#standards/penalty/items.ts'
import {
  bears,
  type CheckAlong,
  type ClockAlong,
  checkText,
  conductsWith,
  criteriaWith,
  termWords,
} from '../../model/law.ts'

/** Checks drawn at once; more are found by words. */
const SHOWN = 60

const Nothing = () => <p className="fd-pad fd-pale">没有符合的，换个写法。</p>

const UNVERIFIED = <em>未经核实</em>

/** Conducts in the order of the articles; one opens its steps. */
export function Conducts({ words, onItem }: { words: string; onItem(id: string): void }) {
  const found = conductsWith(words)
  return (
    <section aria-label="违法行为">
      <h2 className="fd-part">违法行为 {count(found.length)} 项</h2>
      <ul className="fd-list">
        {found.map(({ id, conduct, basis, subject }) => (
          <li key={id}>
            <button type="button" className="fd-open" onClick={() => onItem(id)}>
              <span>{conduct}</span>
              <small>
                {basis} · 罚{penaltySubjects[subject]}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <Nothing />}
    </section>
  )
}

interface ChecksProps {
  words: string
  checks: readonly CheckAlong[]
  onItem(id: string): void
}

/** Checks with what to look at and by which clause; one that is punished leads to its steps. */
export function Checks({ words, checks, onItem }: ChecksProps) {
  const found = checks.filter((check) => bears(checkText(check), words))
  return (
    <section aria-label="检查项">
      <h2 className="fd-part">检查项 {count(found.length)} 条</h2>
      <ul className="fd-list">
        {found.slice(0, SHOWN).map((check) => (
          <li key={check.code}>
            <span>{check.question}</span>
            <small>{check.how}</small>
            <small>
              {check.basis} · {checkIndustries[check.industry] ?? check.industry}
              {check.rank === 'major' && ' · 可能是重大隐患'}
              {check.criterion && `（${check.criterion}）`}
            </small>
            <small>
              整改：{check.rectification}，{check.days === 1 ? '立即' : `${check.days} 日`}
            </small>
            {!check.verified && UNVERIFIED}
            <Punished item={check.penaltyItem} onItem={onItem} />
          </li>
        ))}
      </ul>
      {found.length > SHOWN && (
        <p className="fd-pad fd-pale">
          列出前 {SHOWN} 条，共 {count(found.length)} 条；写得细一点找得更准。
        </p>
      )}
      {found.length === 0 && <Nothing />}
    </section>
  )
}

function Punished({ item, onItem }: { item: string | null; onItem(id: string): void }) {
  const found = item ? findPenaltyItem(item) : undefined
  return found ? (
    <button type="button" className="fd-link al-inline" onClick={() => onItem(found.id)}>
      怎么罚：{found.conduct}
    </button>
  ) : null
}

/** National criteria for major hazards by the standard they stand in, with the day it holds from. */
export function Criteria({ words }: { words: string }) {
  const groups = criteriaWith(words)
  return (
    <>
      {groups.map(({ sector, title, from, items }) => (
        <section key={sector} aria-label={title}>
          <h2 className="fd-part">
            {title}，{from} 起施行
          </h2>
          <ul className="fd-list">
            {items.map(({ code, name }) => (
              <li key={code}>
                <span>{name}</span>
                <small>{code}，简称；以标准原文为准</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <Nothing />}
    </>
  )
}

/** Terms of law by what they are about, and those the platform counts by itself. */
export function Terms({ words, clocks }: { words: string; clocks: readonly ClockAlong[] }) {
  const found = statutoryTerms.filter((term) => bears(`${term.area} ${term.what} ${term.source}`, words))
  const areas = [...new Set(found.map(({ area }) => area))]
  const own = clocks.filter((clock) => bears(`${clock.kind} ${clock.title} ${clock.source}`, words))
  return (
    <>
      {areas.map((area) => (
        <section key={area} aria-label={area}>
          <h2 className="fd-part">{area}</h2>
          <ul className="fd-list">
            {found
              .filter((term) => term.area === area)
              .map((term) => (
                <TermLine key={term.what} what={term.what} term={term} more={term.more} />
              ))}
          </ul>
        </section>
      ))}
      {own.length > 0 && (
        <section aria-label="平台计算的期限">
          <h2 className="fd-part">平台计算的期限</h2>
          <ul className="fd-list">
            {own.map((clock) => (
              <TermLine key={`${clock.kind} ${clock.title}`} what={`${clock.kind}：${clock.title}`} term={clock} />
            ))}
          </ul>
        </section>
      )}
      {found.length + own.length === 0 && <Nothing />}
    </>
  )
}

interface TermLineProps {
  what: string
  term: Pick<ClockAlong, 'amount' | 'unit' | 'source' | 'verified'>
  more?: string | undefined
}

const TermLine = ({ what, term, more }: TermLineProps) => (
  <li>
    <span>
      {what}：{termWords(term)}
    </span>
    <small>{[more, term.source].filter(Boolean).join(' · ')}</small>
    {!term.verified && UNVERIFIED}
  </li>
)
