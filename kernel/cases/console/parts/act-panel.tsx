import { Button, Dropdown } from 'antd'
import { useEffect } from 'react'
import { useAddress } from '#kernel/ui/address.ts'
import { isoDate, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { actOf } from '../../model/fields.ts'
import type { CaseOne } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { ActForm } from './act-form.tsx'
import { CaseClock } from './case-clock.tsx'

interface ActPanelProps {
  face: CaseFace
  one: CaseOne
}

/** What must be done now and by whom; the form of the act stands in it. The address holds which act is open. */
export function ActPanel({ face, one }: ActPanelProps) {
  const { search, change } = useAddress()
  const own = one.openActs.filter(({ common }) => !common)
  const common = one.openActs.filter(({ common }) => common)
  const first = firstAct(face, one)
  const chosen = search.act ?? (one.mine ? first : undefined)
  const choose = (act: string | undefined) => change({ act }, true)
  useFirstKey(first ?? own[0]?.act, choose)
  const rest = own.filter(({ act }) => act !== chosen)
  return (
    <section
      className={`ag-sheet ag-case-panel ${chosen && face.roomy?.includes(chosen) ? 'ag-case-roomy' : ''}`}
      aria-label="办理"
    >
      <header>
        <Turn face={face} one={one} act={chosen ?? first} />
      </header>
      <div className="ag-pad ag-stack">
        {one.mine && face.rules?.[one.state] && <p className="ag-soft">{face.rules[one.state]}</p>}
        <Asked one={one} />
        {chosen && (
          <>
            {!one.mine && <h3>{actOf(face.type, chosen)?.title}</h3>}
            <ActForm
              key={chosen}
              face={face}
              one={one}
              act={chosen}
              onDone={() => choose(undefined)}
              {...(chosen === first && one.mine ? {} : { onCancel: () => choose(undefined) })}
            />
          </>
        )}
        {!chosen && one.closed && own.length === 0 && <p className="ag-soft">这件事办完了，没有要办的。</p>}
      </div>
      <Others
        acts={rest}
        denials={face.denials ?? []}
        urged={urgedToday(one)}
        common={common}
        chosen={chosen}
        onChoose={choose}
      />
      <Closed face={face} one={one} />
    </section>
  )
}

/** The act that moves the case on: the first of the kind that is open and leads to another state. */
export function firstAct(face: CaseFace, one: CaseOne): string | undefined {
  const { type } = face
  const own = one.openActs.filter(({ common }) => !common).map(({ act }) => act)
  const told = face.next?.(one)
  if (told === null) return undefined
  if (told && own.includes(told)) return told
  return own.find((act) => type.acts[act]?.to !== 'same' && !isWayOut(type, act)) ?? own[0]
}

/** Acts that end a case without it being done: withdrawing, handing over. */
function isWayOut(type: CaseFace['type'], act: string): boolean {
  const to = type.acts[act]?.to
  const usual = Object.keys(type.states).find((state) => type.states[state]?.ends)
  return typeof to === 'string' && to !== usual && Boolean(type.states[to]?.ends)
}

/** Whose turn it is; to whoever it is, the heading says the act whose form stands below. */
function Turn({ face, one, act }: { face: CaseFace; one: CaseOne; act: string | undefined }) {
  if (one.closed)
    return (
      <>
        <span className="ag-ok">办完</span>
        <h2>{one.stateTitle}</h2>
      </>
    )
  const who = one.holder
  return (
    <>
      <span className={one.mine ? 'ag-your-turn' : 'ag-wait'}>{one.mine ? '轮到你' : '等'}</span>
      <h2>
        {one.mine
          ? ((act && actOf(face.type, act)?.title) ?? one.stateTitle)
          : (who?.person ?? who?.title ?? '上级派人')}
      </h2>
      <span className="ag-grow" />
      <CaseClock clock={one.clock} bar />
      {!one.mine && (
        <p className="ag-meta" style={{ flexBasis: '100%' }}>
          {who ? `${who.body} ${who.title} · ${one.stateTitle}` : '还没有承办岗位'}
        </p>
      )}
    </>
  )
}

function Asked({ one }: { one: CaseOne }) {
  const signing = one.asked.filter(({ kind }) => kind === 'countersign').length
  if (one.asked.length === 0) return null
  return (
    <p className="ag-soon">
      {signing > 0 ? `等 ${signing} 份会签意见，回来以前这件事不往下走。` : `等 ${one.asked.length} 份意见。`}
    </p>
  )
}

/** Common acts one reaches without a menu: those a leader does all day. */
const QUICK = ['urge', 'answer', 'supervise', 'lift']

/** Whether somebody urged already today: twice a day helps nobody. */
const urgedToday = ({ history }: CaseOne): boolean =>
  history.some(({ act, at }) => act === 'urge' && isoDate(new Date(at)) === today())

interface OthersProps {
  urged: boolean
  denials: readonly string[]
  acts: CaseOne['openActs']
  common: CaseOne['openActs']
  chosen: string | undefined
  onChoose(act: string): void
}

function Others({ acts, denials, urged, common, chosen, onChoose }: OthersProps) {
  const quick = common.filter(({ act }) => QUICK.includes(act))
  const more = common.filter((entry) => !quick.includes(entry) && entry.act !== chosen)
  const shown = [...quick.filter(({ act }) => act !== chosen), ...acts]
  if (shown.length + more.length === 0) return null
  return (
    <div className="ag-other-acts">
      <h3>其他可办</h3>
      <div className="ag-row ag-wrap">
        {shown.map(({ act, title }) => (
          <Button key={act} size="small" danger={denials.includes(act)} onClick={() => onChoose(act)}>
            {act === 'urge' && urged ? '再催办（今天催过）' : title}
          </Button>
        ))}
        {more.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: more.map(({ act, title }) => ({ key: act, label: title })),
              onClick: ({ key }) => onChoose(key),
            }}
          >
            <Button size="small" icon={<Icon name="more" />} aria-haspopup="menu">
              协办等
            </Button>
          </Dropdown>
        )}
      </div>
    </div>
  )
}

const OF_OTHERS = '您的岗位没有这项权限'

/** What is not open now, with its reason; acts of other posts are only counted. */
function Closed({ face, one }: ActPanelProps) {
  const why = one.closedActs.filter((entry) => entry.why !== OF_OTHERS && face.type.acts[entry.act])
  const others = one.closedActs.length - why.length
  if (one.closedActs.length === 0) return null
  return (
    <details className="ag-closed-acts" open={why.length > 0 && why.length <= 4}>
      <summary>现在不能办 {why.length > 0 ? `${why.length} 项` : ''}</summary>
      <dl>
        {why.map(({ act, title, why: reason }) => (
          <div key={act}>
            <dt>{title}</dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
      {others > 0 && <p className="ag-meta">另有 {others} 项由其他岗位办。</p>}
    </details>
  )
}

/** `e` goes to the first act. */
function useFirstKey(act: string | undefined, choose: (act: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input,textarea,select,[contenteditable]')
      if (event.key !== 'e' || typing || event.ctrlKey || event.metaKey || event.altKey || !act) return
      event.preventDefault()
      choose(act)
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('.ag-act-form input, .ag-act-form textarea, .ag-act-form button')?.focus(),
      )
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [act, choose])
}
