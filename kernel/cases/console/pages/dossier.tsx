import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { usePart } from '#kernel/ui/address.ts'
import { count, moment } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type CaseAct, type CaseOne, type Dossier, useDossier } from '../api.ts'
import { basisOf } from '../clock-words.ts'
import type { CaseFace } from '../face.ts'
import { namesOf } from '../input-words.ts'
import { DossierAct } from '../parts/dossier-act.tsx'
import '../dossier.css'

/** A case on paper (卷宗): cover, contents, every act with its evidence, terms, opinions, what hangs together, and the seal of it all. */
export function DossierPage({ faces }: { faces: readonly CaseFace[] }) {
  const id = usePart('id')
  const read = useDossier(id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} retry={() => void read.refetch()} acts={<To to="/cases">回到办件</To>} />
      </div>
    )
  const face = faces.find(({ type }) => type.name === read.data?.case.type)
  if (!read.data || !face) return <Waiting lines={10} />
  return <Whole face={face} dossier={read.data} />
}

function Whole({ face, dossier }: { face: CaseFace; dossier: Dossier }) {
  const one = dossier.case as CaseOne
  useTitle(`卷宗 ${one.number ?? ''} ${one.title}`.trim())
  const names = namesOf(one, (id) => dossier.seats[id])
  const terms = one.history.filter(({ act }) => TERMS.includes(act))
  const opinions = one.history.filter(({ act }) => OPINIONS.includes(act))
  const sections: { title: string; content: ReactNode }[] = [
    { title: '基本情况', content: <Facts face={face} one={one} /> },
    {
      title: '办理经过',
      content: one.history.map((done, at) => (
        <DossierAct key={done.seq} face={face} done={done} names={names} turn={dossier.turns[at]?.seat ?? null} />
      )),
    },
    { title: '时限、延期和停表', content: <Terms face={face} one={one} acts={terms} /> },
    { title: '征询、会签、留言和督办', content: <Mentions acts={opinions} none="没有征询、会签、留言或督办。" /> },
    { title: '关联和并案', content: <Related one={one} /> },
    { title: '封存链核验', content: <Chain dossier={dossier} /> },
  ]
  return (
    <div className="ag-page ag-dossier">
      <div className="ag-bar ag-dossier-bar">
        <To to={one.link}>回到这件{face.type.title}</To>
        <span className="ag-grow" />
        <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
          打印卷宗
        </Button>
      </div>
      <Cover face={face} one={one} />
      <nav className="ag-dossier-part ag-dossier-contents" aria-label="目录">
        <h2>目录</h2>
        <ol>
          {sections.map(({ title }, at) => (
            <li key={title}>
              <a href={`#part-${at + 1}`}>
                {NUMERALS[at]}、{title}
              </a>
              {title === '办理经过' && (
                <ol>
                  {one.history.map((done) => (
                    <li key={done.seq}>
                      <a href={`#act-${done.seq}`}>
                        {done.seq}. {done.title}
                      </a>
                      <span className="ag-meta">{moment(done.at)}</span>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {sections.map(({ title, content }, at) => (
        <section key={title} id={`part-${at + 1}`} className="ag-dossier-part">
          <h2>
            {NUMERALS[at]}、{title}
          </h2>
          {content}
        </section>
      ))}
    </div>
  )
}

const NUMERALS = ['一', '二', '三', '四', '五', '六']
const TERMS = ['extend', 'suspend', 'resume']
const OPINIONS = ['consult', 'countersign', 'answer', 'unask', 'comment', 'supervise', 'lift', 'urge', 'copy']

/** Lines of a table with what they are called before. */
function Pairs({ lines }: { lines: readonly (readonly [string, ReactNode])[] }) {
  return (
    <table className="ag-dossier-pairs">
      <tbody>
        {lines.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cover({ face, one }: { face: CaseFace; one: CaseOne }) {
  const me = useMe()
  const [first] = one.history
  const files = one.history.reduce((sum, { attachments }) => sum + attachments.length, 0)
  return (
    <header className="ag-dossier-part ag-dossier-cover">
      <p className="ag-dossier-kind">{face.type.title}卷宗</p>
      <h1>{one.title}</h1>
      <Pairs
        lines={[
          ['编号', <b key="number">{one.number ?? '—'}</b>],
          ['种类', face.type.title],
          ...(face.placeOnly ? [] : [['单位', one.objectName ?? '不涉及单位'] as const]),
          ['所在网格', `${one.gridName}（${one.gridCode}）`],
          ['状态', one.stateTitle],
          ['发起', first ? `${moment(first.at)}　${whoOf(first)}` : '—'],
          [one.closed ? '办结' : '现在承办', one.closed ? moment(one.stateSince) : holderOf(one)],
          ['步数和附件', `${one.history.length} 步，${count(files)} 个附件`],
          ['打印', `${me.data?.personName ?? ''}　${moment(new Date().toISOString())}`],
        ]}
      />
    </header>
  )
}

const holderOf = ({ holder }: CaseOne): string =>
  holder ? `${holder.body} ${holder.title}${holder.person ? `　${holder.person}` : ''}` : '没有岗位'

const whoOf = ({ by, platform }: CaseAct): string =>
  platform ? '平台自动办理' : [by.body, by.seat, by.name].filter(Boolean).join(' ')

const Facts = ({ face, one }: { face: CaseFace; one: CaseOne }) => (
  <Pairs lines={face.facts(one).map(({ label, value }) => [label, value] as const)} />
)

function Terms({ face, one, acts }: { face: CaseFace; one: CaseOne; acts: readonly CaseAct[] }) {
  const stood = one.levels.map(
    ({ name, since, until }) => `${name ?? '监管对象'}：${moment(since)} 至 ${until ? moment(until) : '现在'}`,
  )
  const declared = Object.values(face.type.states).flatMap(({ title, clock }) =>
    clock ? [`${title}：${clock.title}，依据${clock.source}${clock.unverified ? '（未经核实）' : ''}`] : [],
  )
  return (
    <>
      <Pairs
        lines={[
          ['现在的时限', one.clock ? basisOf(one.clock) : '没有时限在走'],
          ['各步时限', <Lines key="terms" lines={declared} none="这类事没有时限" />],
          ['经过的层级', <Lines key="levels" lines={stood} none="—" />],
        ]}
      />
      <Mentions acts={acts} none="没有延期或停表。" />
    </>
  )
}

const Lines = ({ lines, none }: { lines: readonly string[]; none: string }) =>
  lines.length === 0 ? (
    none
  ) : (
    <ul className="ag-dossier-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )

/** Acts that are told in full above, gathered: when, what, who, why. */
function Mentions({ acts, none }: { acts: readonly CaseAct[]; none: string }) {
  if (acts.length === 0) return <p className="ag-soft">{none}</p>
  return (
    <table className="ag-dossier-table">
      <thead>
        <tr>
          <th>步</th>
          <th>时间</th>
          <th>办了什么</th>
          <th>谁</th>
          <th>内容</th>
        </tr>
      </thead>
      <tbody>
        {acts.map((done) => (
          <tr key={done.seq}>
            <td>{done.seq}</td>
            <td>{moment(done.at)}</td>
            <td>{done.title}</td>
            <td>{whoOf(done)}</td>
            <td>{reasonOf(done)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const reasonOf = ({ input }: CaseAct): string =>
  [
    typeof input.agrees === 'boolean' && (input.agrees ? '同意' : '不同意'),
    input.until && `延到 ${input.until}`,
    input.reason,
    input.text,
  ]
    .filter(Boolean)
    .join('。') || '—'

function Related({ one }: { one: CaseOne }) {
  if (one.related.length === 0) return <p className="ag-soft">没有关联或并案的事。</p>
  return (
    <table className="ag-dossier-table">
      <thead>
        <tr>
          <th>种类</th>
          <th>编号</th>
          <th>标题</th>
          <th>状态</th>
        </tr>
      </thead>
      <tbody>
        {one.related.map((other) => (
          <tr key={other.id}>
            <td>{other.typeTitle}</td>
            <td>{other.number}</td>
            <td>{other.title}</td>
            <td>{other.endedAt ? `${moment(other.endedAt)} 已拆开，${other.stateTitle}` : other.stateTitle}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Chain({ dossier: { chain, case: one } }: { dossier: Dossier }) {
  return (
    <>
      <Pairs
        lines={[
          ['结论', chain.holds ? `封存链完整，${chain.acts} 步逐一核对相符` : `封存链不符：${chain.why}`],
          ['核验时间', moment(chain.checkedAt)],
          ['首封', <code key="first">{one.history[0]?.hash}</code>],
          ['末封', <code key="last">{chain.head}</code>],
        ]}
      />
      <p className="ag-soft">
        每一步办理连同上一步的封记一起计算 SM3（GB/T 32905）；改动、缺少或调换任何一步，核验都会指出来。附件按 SHA-256
        封存。
      </p>
    </>
  )
}
