import { useEffect, useState } from 'react'
import { PaperView } from '#kernel/documents/field/paper.tsx'
import { type Look, looks } from '#kernel/documents/field/paper-of.ts'
import type { KeptOperation } from '#kernel/sync/field/db.ts'
import { sender, useHeld, useLive, useOnline, usePerson } from '#kernel/sync/field/hooks.ts'
import { Choice, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { today } from '#kernel/ui/format.ts'
import { printedName } from '#standards/legal-document/template.ts'
import type { DocumentFacts, DocumentKit, KitTemplate } from '../model/schema.ts'
import {
  checkOf,
  filledOf,
  handOverOf,
  issueByItself,
  type Paper,
  type PaperOnDevice,
  type PaperWant,
  papersOf,
  picturesOf,
  stands,
} from './issue.ts'
import { factsPath, kitPath, mayIssue } from './kit.ts'
import { countFree, fillNumbers } from './numbers.ts'
import { DraftPaper } from './parts/draft-paper.tsx'
import { HandOver } from './parts/hand-over.tsx'
import { VoidPaper } from './parts/void-paper.tsx'

interface PapersProps {
  title: string
  kind: string
  caseId: string
  wants: readonly PaperWant[]
  /** What one does when the papers are done. */
  done: { label: string; act(): void }
  onBack(): void
}

/** The documents of a visit: what is wanted, what is issued here, to be shown, signed and printed with or without a network. */
export function PapersPage(props: PapersProps) {
  const person = usePerson()
  const kit = useHeld<DocumentKit>(mayIssue(person) ? kitPath(props.kind) : null)
  const facts = useHeld<DocumentFacts>(mayIssue(person) ? factsPath(props.caseId) : null)
  const papers = useLive(() => papersOf(person, props.caseId), [person.accountId, props.caseId])
  const [open, setOpen] = useState<string | null>(null)
  useNumbersThere(kit.held?.body)
  useByItself(props.wants, kit.held?.body, facts.held?.body)
  if (!mayIssue(person)) return <NotHere {...props} why="您的岗位不制发文书，回办公室请制发的岗位出。" />
  const away = kit.error || facts.error
  if (away && papers?.length === 0)
    return (
      <NotHere
        {...props}
        why="出文书要用的模板和当事人信息没有带在身上，现在又连不上。记录和签字都存下了，到有网络的地方再出。"
      />
    )
  if (!papers || !(away || (kit.held && facts.held)))
    return (
      <Screen title={props.title} onBack={props.onBack} meta="文书">
        <p className="fd-pale fd-pad">正在读…</p>
      </Screen>
    )
  const own = papers.filter(stands)
  const want = props.wants.find(({ key }) => key === open)
  const templates = kit.held?.body.templates ?? []
  const template = templates.find(({ key }) => key === open)
  const made = own.find(({ paper }) => paper.document.key === open)
  const close = () => setOpen(null)
  if (made) return <MadePaper made={made} onBack={close} />
  if (want && template && kit.held && facts.held) {
    const known = { kit: kit.held.body, facts: facts.held.body, papers }
    return <DraftPaper want={want} template={template} known={known} onBack={close} />
  }
  return (
    <Screen
      title={props.title}
      onBack={props.onBack}
      meta="文书"
      foot={
        <button type="button" className="fd-main" onClick={props.done.act}>
          {props.done.label}
        </button>
      }
    >
      <h2 className="fd-part">这次检查的文书</h2>
      <ul className="fd-list">
        {props.wants.map((one) => (
          <Wanted
            key={one.key}
            want={one}
            template={templates.find(({ key }) => key === one.key)}
            made={own.find(({ paper }) => paper.document.key === one.key)}
            onOpen={() => setOpen(one.key)}
          />
        ))}
      </ul>
      <GivenUp papers={papers.filter((one) => !stands(one))} />
    </Screen>
  )
}

/** Who works with a network all day never took numbers along: they are asked for when the first paper is to be made. */
function useNumbersThere(kit: DocumentKit | undefined): void {
  const { accountId } = usePerson()
  const online = useOnline()
  useEffect(() => {
    if (!online || !kit) return
    void countFree({ accountId }, Number(today().slice(0, 4))).then((free) => {
      if (kit.words.some((word) => !free.get(word))) return fillNumbers({ accountId }, kit.words).catch(() => undefined)
    })
  }, [accountId, online, kit])
}

/** Issues what needs nobody to ask for it, as soon as there is a number for it. */
function useByItself(
  wants: readonly PaperWant[],
  kit: DocumentKit | undefined,
  facts: DocumentFacts | undefined,
): void {
  const person = usePerson()
  const free = useLive(() => countFree(person, Number(today().slice(0, 4))), [person.accountId])
  const any = [...(free?.values() ?? [])].some((count) => count > 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: tried when something it needs comes; the wants are made anew with every look
  useEffect(() => {
    if (!kit || !facts || !any) return
    const all = wants.map((want) => issueByItself(person, want, { kit, facts }).catch(() => undefined))
    void Promise.all(all).then(() => sender.soon(0))
  }, [kit, facts, any])
}

const NotHere = ({ title, onBack, done, why }: PapersProps & { why: string }) => (
  <Screen
    title={title}
    onBack={onBack}
    meta="文书"
    foot={
      <button type="button" className="fd-main" onClick={done.act}>
        {done.label}
      </button>
    }
  >
    <div className="fd-pad">
      <Notice kind="soon">{why}</Notice>
    </div>
  </Screen>
)

interface WantedProps {
  want: PaperWant
  template: KitTemplate | undefined
  made: PaperOnDevice | undefined
  onOpen(): void
}

/** A document of the visit, and how far it is. */
function Wanted({ want, template, made, onOpen }: WantedProps) {
  const name = made?.paper.name ?? (template && printedName(template.template.name_zh))
  if (!name) return null
  return (
    <li>
      <button type="button" className="fd-open" disabled={!made && want.because !== null} onClick={onOpen}>
        <span>{name}</span>
        {made ? <Standing made={made} /> : <em>{want.because ?? '还没有出，点开看全文、取号'}</em>}
      </button>
    </li>
  )
}

function Standing({ made: { paper, operation } }: { made: PaperOnDevice }) {
  const given = useLive(async () => (await handOverOf(paper)) ?? null, [paper.document.id])
  const number = `${paper.number?.text ?? '没有文号'}${given ? `，已交${recipientOf(given)}` : ''}`
  if (operation?.state === 'problem')
    return <small className="fd-warn">{`${number}，平台没有收下：${operation.fault}`}</small>
  if (operation?.state === 'delivered') return <small className="fd-ok">{`${number}，✓ 已送达`}</small>
  return <small>{`${number}，存在本机，有网络自动上传`}</small>
}

const recipientOf = ({ body }: KeptOperation): string => String(body.recipient ?? '对方')

function GivenUp({ papers }: { papers: readonly PaperOnDevice[] }) {
  if (papers.length === 0) return null
  return (
    <>
      <h2 className="fd-part">作废的</h2>
      <ul className="fd-list">
        {papers.map(({ kept, paper, operation }) => (
          <li key={kept.id}>
            <span>{paper.name}</span>
            <small>
              {paper.number?.text ?? '没有文号'}，{operation?.droppedWhy}
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}

const LOOKS = (Object.entries(looks) as [Look, string][]).map(([value, label]) => ({ value, label }))

/** A document that is issued: its pages, to be printed, and the way on where it cannot stand. */
function MadePaper({ made, onBack }: { made: PaperOnDevice; onBack(): void }) {
  const { paper, operation } = made
  const [look, setLook] = useState<Look>('a4')
  const [voiding, setVoiding] = useState(false)
  return (
    <Screen
      title={paper.name}
      onBack={onBack}
      foot={
        <button type="button" className="fd-main" onClick={() => window.print()}>
          打印
        </button>
      }
    >
      <Sent paper={paper} operation={operation} />
      <div className="fd-pad">
        <Choice<Look> label="印在什么纸上" value={look} options={LOOKS} onChange={setLook} />
      </div>
      <PaperView
        key={look}
        filled={useFilled(paper)}
        look={look}
        pictures={usePictures(paper)}
        check={checkOf(paper)}
      />
      {paper.template.template.audience === 'external' && <HandOver made={made} />}
      {operation && operation.state !== 'delivered' && (
        <div className="fd-pad">
          {voiding ? (
            <VoidPaper paper={paper} operation={operation} onDone={onBack} onCancel={() => setVoiding(false)} />
          ) : (
            <button type="button" className="fd-link" onClick={() => setVoiding(true)}>
              印坏了或内容不对，作废重出
            </button>
          )}
        </div>
      )}
    </Screen>
  )
}

// A paper never changes; the pages are set once.
const useFilled = (paper: Paper) => useState(() => filledOf(paper))[0]
const usePictures = (paper: Paper) => useState(() => picturesOf(paper.document.signatures))[0]

/** Whether the server has it, and what it said where it did not take it. */
function Sent({ paper, operation }: { paper: Paper; operation: KeptOperation | undefined }) {
  const number = paper.number?.text ?? '没有文号'
  if (operation?.state === 'problem')
    return (
      <div className="fd-pad">
        <Notice kind="late">平台没有收下：{operation.fault}</Notice>
      </div>
    )
  return (
    <p className="fd-pad fd-pale">
      {number}，{operation?.state === 'delivered' ? '✓ 已送达平台' : '已定稿，存在本机，有网络自动上传'}
    </p>
  )
}
