import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString, read } from '#kernel/ui/api.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { FormField, Refusal } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import '../legal.css'

interface Answer {
  verdict: 'unknown' | 'altered' | 'genuine' | 'withdrawn' | 'replaced' | 'awaited' | 'void'
  agency: string | null
  document: {
    name: string
    number: string
    agency: string
    party: string
    issuedOn: string
    fileCompared: boolean
  } | null
}

const VERDICTS: Readonly<Record<Answer['verdict'], { kind: StatusKind; title: string; text: string }>> = {
  genuine: { kind: 'done', title: '文书属实', text: '文号和查验码相符，文书现在有效。' },
  altered: { kind: 'late', title: '文件被改动过', text: '文号属实，但这个文件不是当时制发的文件。请向制发机关核实。' },
  withdrawn: { kind: 'off', title: '文书已撤回', text: '这份文书制发过，后来撤回了，现在没有效力。' },
  replaced: { kind: 'off', title: '文书已更正', text: '这份文书已由新的文书更正，请以新的为准。' },
  awaited: {
    kind: 'waiting',
    title: '文号属实，文书还在路上',
    text: '这个文号留给了现场执法设备，文书在没有网络的地方印出，还没有送到平台。请过一两天再查；一直查不到的，请向制发机关核实。',
  },
  void: { kind: 'late', title: '文号已作废', text: '这个文号已经作废，印着它的文书没有效力。请向制发机关核实。' },
  unknown: {
    kind: 'late',
    title: '查不到这份文书',
    text: '文号和查验码对不上。请核对输入；仍查不到的，请向制发机关核实。',
  },
}

/** The public check of a document: number and code, and the very file if one has it. Nobody needs to sign in. */
export function DocumentCheckPage() {
  const { search } = useAddress()
  const act = useAct()
  const [no, setNo] = useState(search.no ?? '')
  const [code, setCode] = useState(search.code ?? '')
  const [answer, setAnswer] = useState<Answer | null>(null)
  useTitle('查验执法文书')
  const ask = (sha256?: string) =>
    act.run(async () => setAnswer(await read<Answer>(`/document-check${queryString({ no, code, sha256 })}`)))
  const compare = async (file: File | undefined) => {
    if (file) void ask(await hashOf(file))
  }
  const ready = no.trim() !== '' && code.trim() !== ''
  return (
    <main className="ag-legal-check">
      <h1>查验执法文书</h1>
      <p className="ag-pale">输入文书上的文号和查验码（扫二维码会自动填好），查它是不是真的、现在有没有效。</p>
      <form
        className="ag-legal-fields"
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
        <FormField id="check-no" label="文号">
          <Input
            id="check-no"
            value={no}
            maxLength={60}
            placeholder="（鲁东）应急责改〔2026〕1号"
            onChange={({ target }) => setNo(target.value)}
          />
        </FormField>
        <FormField id="check-code" label="查验码">
          <Input id="check-code" value={code} maxLength={40} onChange={({ target }) => setCode(target.value)} />
        </FormField>
        <Refusal problem={act.problem} />
        <div className="ag-row ag-wrap">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={act.busy}>
            查验
          </Button>
        </div>
      </form>
      {answer && <Verdict answer={answer} />}
      {answer?.document && (
        <FormField
          id="check-file"
          label="再比对文件"
          hint="选手里的 PDF 文件，在您的电脑上算出指纹再比对，文件不会上传"
        >
          <input
            id="check-file"
            type="file"
            accept="application/pdf"
            onChange={({ target }) => void compare(target.files?.[0])}
          />
        </FormField>
      )}
    </main>
  )
}

function Verdict({ answer: { verdict, document, agency } }: { answer: Answer }) {
  const { kind, title, text } = VERDICTS[verdict]
  return (
    <div role="status">
      <Sheet title={<StatusMark kind={kind}>{title}</StatusMark>}>
        <div className="ag-pad">
          <p style={{ marginTop: 0 }}>
            {text}
            {document?.fileCompared && verdict === 'genuine' && '您选的文件和制发的文件一致。'}
          </p>
          {!document && agency && (
            <dl className="ag-legal-facts">
              <dt>留号机关</dt>
              <dd>{agency}</dd>
            </dl>
          )}
          {document && (
            <dl className="ag-legal-facts">
              <dt>文书</dt>
              <dd>{document.name}</dd>
              <dt>文号</dt>
              <dd>{document.number}</dd>
              <dt>制发机关</dt>
              <dd>{document.agency || '—'}</dd>
              <dt>落款日期</dt>
              <dd>{document.issuedOn}</dd>
              <dt>当事人</dt>
              <dd>{document.party}</dd>
            </dl>
          )}
        </div>
      </Sheet>
    </div>
  )
}

async function hashOf(file: File): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
