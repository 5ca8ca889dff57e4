import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import type { AgencyFacts } from '../../model/schema.ts'
import { type Block, useAgencies, useBlocks, useForgetDocuments, useTemplates } from '../api.ts'
import '../legal.css'

const EMPTY: AgencyFacts = {
  name: '',
  region: '',
  series: '安全生产行政执法文书',
  address: '',
  phone: '',
  reconsiderationBody: '',
  litigationCourt: '',
  bank: '',
  bankAccountName: '',
  bankAccount: '',
  printsQr: false,
  officers: [],
}

const LINES: readonly [keyof AgencyFacts, string, number, string?][] = [
  ['name', '机关全称', 60, '与印章一致'],
  ['region', '地区字', 10, '印在文号的括号里，如“鲁东”'],
  ['series', '页眉文字', 40, '印在标题上方；不填就不印'],
  ['address', '地址', 100],
  ['phone', '电话', 40],
  ['reconsiderationBody', '行政复议机关', 60, '本级人民政府'],
  ['litigationCourt', '诉讼法院', 60, '写全称'],
  ['bank', '代收银行', 60],
  ['bankAccountName', '户名', 60],
  ['bankAccount', '账号', 40],
]

/** What documents say of one's own agency, its officers, and the numbers set aside for devices. */
export function LegalAgencyPage() {
  const me = useMe()
  const may = useMay()
  const read = useAgencies()
  useTitle('执法机关和文号')
  if (read.error && !read.data) return <ProblemPanel whole error={read.error} retry={() => void read.refetch()} />
  if (!read.data || !me.data) return <Waiting lines={10} />
  const own = read.data.items.find(({ mine }) => mine)
  const above = read.data.items.filter(({ gridCode }) => me.data?.gridCode.startsWith(gridCode)).at(-1)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/legal-documents">执法文书</To>}
        meta={
          own
            ? '这里填的会印在以后的文书上；已制发的不变。'
            : above
              ? `本级没有填，文书用“${above.name}”的信息。`
              : '先填好机关信息，才能起草文书。'
        }
      >
        执法机关和文号
      </PageHead>
      <div className="ag-stack">
        {may('legal-agency.maintain') ? (
          <FactsForm key={own?.version ?? 0} facts={own ? factsOf(own) : EMPTY} version={own?.version ?? 0} />
        ) : (
          above && (
            <Sheet title={above.name}>
              <div className="ag-pad">
                <dl className="ag-legal-facts">
                  {LINES.slice(1).map(([key, label]) => (
                    <Fact key={key} label={label} value={String(above[key] ?? '')} />
                  ))}
                </dl>
              </div>
            </Sheet>
          )
        )}
        {may('legal-document.number') && (own || above) && <Blocks />}
      </div>
    </div>
  )
}

const Fact = ({ label, value }: { label: string; value: string }) => (
  <>
    <dt>{label}</dt>
    <dd>{value || '—'}</dd>
  </>
)

const factsOf = (agency: AgencyFacts): AgencyFacts =>
  Object.fromEntries(Object.keys(EMPTY).map((key) => [key, agency[key as keyof AgencyFacts]])) as unknown as AgencyFacts

function FactsForm({ facts, version }: { facts: AgencyFacts; version: number }) {
  const forget = useForgetDocuments()
  const [draft, setDraft] = useState(facts)
  const set = (patch: Partial<AgencyFacts>) => setDraft((before) => ({ ...before, ...patch }))
  return (
    <ActForm
      request={{ method: 'PUT', path: '/legal-agencies/own', body: draft, version }}
      label="保存机关信息"
      done="机关信息已保存"
      onDone={forget}
      onMovedOn={forget}
    >
      <Sheet title="机关">
        <div className="ag-pad ag-legal-pair">
          {LINES.map(([key, label, max, hint]) => (
            <TextField
              key={key}
              id={`agency-${key}`}
              label={label}
              pointer={`/${key}`}
              max={max}
              value={String(draft[key] ?? '')}
              {...(hint ? { hint } : {})}
              onChange={(value) => set({ [key]: value })}
            />
          ))}
          <Checkbox checked={draft.printsQr} onChange={({ target }) => set({ printsQr: target.checked })}>
            页脚印查验二维码
          </Checkbox>
        </div>
      </Sheet>
      <Sheet title="执法人员" meta="起草文书时从这里选，证号自动带出">
        <div className="ag-pad">
          {draft.officers.map((officer, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place only
            <div key={at} className="ag-legal-row">
              <span className="ag-pale">{at + 1}</span>
              <span className="ag-legal-pair">
                {(['name', 'certNo'] as const).map((part) => (
                  <FormField
                    key={part}
                    id={`officer-${at}-${part}`}
                    label={part === 'name' ? '姓名' : '执法证号'}
                    pointer={`/officers/${at}/${part}`}
                  >
                    <Input
                      id={`officer-${at}-${part}`}
                      maxLength={40}
                      value={officer[part]}
                      onChange={({ target }) =>
                        set({
                          officers: draft.officers.map((one, n) => (n === at ? { ...one, [part]: target.value } : one)),
                        })
                      }
                    />
                  </FormField>
                ))}
              </span>
              <Button
                size="small"
                aria-label={`去掉${officer.name || `第 ${at + 1} 名`}`}
                icon={<Icon name="close" size={14} />}
                onClick={() => set({ officers: draft.officers.filter((_, n) => n !== at) })}
              />
            </div>
          ))}
          <Button
            size="small"
            icon={<Icon name="plus" />}
            onClick={() => set({ officers: [...draft.officers, { name: '', certNo: '' }] })}
          >
            加一名执法人员
          </Button>
        </div>
      </Sheet>
    </ActForm>
  )
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  used: '已用',
  reserved: '留着',
  returned: '已退回',
  void: '已作废',
}

/** Numbers set aside for devices that print without a network: reserve, give back, void. */
function Blocks() {
  const forget = useForgetDocuments()
  const blocks = useBlocks(true)
  const templates = useTemplates()
  const [word, setWord] = useState<string | null>(null)
  const [count, setCount] = useState(20)
  const [device, setDevice] = useState('')
  const words = [...new Set((templates.data?.items ?? []).flatMap(({ numberWord }) => numberWord ?? []))]
  return (
    <Sheet title="预留文号" meta="现场设备联网时自己领号、退号；手工留的在这里退回">
      <div className="ag-pad ag-stack">
        <ActForm
          request={{ method: 'POST', path: '/legal-number-blocks', body: { word, count, device } }}
          label="预留"
          tone="plain"
          done="已预留"
          isReady={word !== null && device.trim() !== ''}
          onDone={forget}
        >
          <div className="ag-legal-pair">
            <FormField id="block-word" label="字号">
              <Select
                id="block-word"
                showSearch
                placeholder="如应急责改"
                options={words.map((one) => ({ value: one, label: one }))}
                value={word}
                onChange={setWord}
              />
            </FormField>
            <FormField id="block-count" label="几个号" pointer="/count">
              <InputNumber id="block-count" min={1} max={200} value={count} onChange={(n) => setCount(n ?? 1)} />
            </FormField>
            <TextField
              id="block-device"
              label="给哪个设备"
              pointer="/device"
              max={60}
              value={device}
              onChange={setDevice}
            />
          </div>
        </ActForm>
        {blocks.error && <ProblemPanel error={blocks.error} retry={() => void blocks.refetch()} />}
        {blocks.data?.items.length === 0 && <EmptyState title="还没有预留过文号" />}
        {blocks.data?.items.map((block) => (
          <BlockRow key={block.id} block={block} onDone={forget} />
        ))}
      </div>
    </Sheet>
  )
}

/** Who holds a block, what became of its numbers, and what can be done with those left. */
function BlockRow({ block, onDone }: { block: Block; onDone(): Promise<void> }) {
  const act = useAct()
  const [voiding, setVoiding] = useState(false)
  const left = block.numbers.filter(({ state }) => state === 'reserved').map(({ n }) => n)
  const giveBack = () =>
    act.run(async () => {
      await send('POST', `/legal-number-blocks/${block.id}/return`, { body: { numbers: left } })
      await onDone()
    }, '没用的号已退回')
  return (
    <div className="ag-legal-block">
      <span>
        {block.word}〔{block.year}〕 {block.device}{' '}
        <span className="ag-meta">
          {block.reservedBy} {day(block.reservedAt)}
        </span>
      </span>
      <span className="ag-meta">{wordsOfStates(block)}</span>
      <Refusal problem={act.problem} />
      {left.length > 0 && !voiding && (
        <span className="ag-row ag-wrap">
          {block.deviceId ? (
            <span className="ag-meta">号在设备上，由设备自己退回；设备丢了再作废。</span>
          ) : (
            <Button size="small" disabled={act.busy} onClick={() => void giveBack()}>
              退回没用的 {left.length} 个号
            </Button>
          )}
          <Button size="small" danger onClick={() => setVoiding(true)}>
            作废没用的 {left.length} 个号
          </Button>
        </span>
      )}
      {voiding && <VoidForm block={block} left={left} onDone={onDone} onCancel={() => setVoiding(false)} />}
    </div>
  )
}

/** 3、4、5 已用；6–8 留着: numbers of a state together. */
const wordsOfStates = ({ numbers }: Block): string =>
  Object.entries(STATE_WORDS)
    .flatMap(([state, word]) => {
      const own = numbers.filter((one) => one.state === state).map(({ n }) => n)
      return own.length > 0 ? [`${own.join('、')} ${word}`] : []
    })
    .join('；')

interface VoidFormProps {
  block: Block
  left: readonly number[]
  onDone(): Promise<void>
  onCancel(): void
}

/** Voiding is for good, and a paper that was printed with such a number is not taken any more. */
function VoidForm({ block, left, onDone, onCancel }: VoidFormProps) {
  const [reason, setReason] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/legal-number-blocks/${block.id}/void-rest`, body: { reason } }}
      label={`作废 ${left.length} 个号`}
      tone="plain"
      done="已作废"
      isReady={reason.trim().length >= 4}
      onDone={onDone}
    >
      <p className="ag-meta">作废的号不再使用。设备上已经用这些号印出、还没送达的文书，平台不会再收，要收回重出。</p>
      <TextField
        id={`void-${block.id}`}
        label="为什么作废"
        pointer="/reason"
        max={300}
        value={reason}
        hint="如 设备丢失"
        onChange={setReason}
      />
      <Button size="small" style={{ justifySelf: 'start' }} onClick={onCancel}>
        先不作废
      </Button>
    </ActForm>
  )
}
