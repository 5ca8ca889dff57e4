import { Checkbox, Input } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { Waiting } from '#kernel/ui/parts.tsx'
import { type FindingFact, useFacts } from '../facts.ts'

interface Reply {
  no: number
  text: string
}

/** What was done about each finding that is still to be put right, one under the other. */
export function ReplySheet({ id, value, caseId, onChange }: WidgetProps) {
  const facts = useFacts(caseId)
  if (!facts) return <Waiting lines={3} />
  const texts = new Map((Array.isArray(value) ? (value as Reply[]) : []).map(({ no, text }) => [no, text]))
  const open = facts.findings.filter(({ state }) => state === 'open')
  const write = (no: number, text: string) => {
    const next = new Map(texts).set(no, text)
    onChange(open.map((one) => ({ no: one.no, text: next.get(one.no) ?? '' })))
  }
  return (
    <div id={id} tabIndex={-1} className="ag-oversight-sheet">
      {open.map((finding) => (
        <div key={finding.no} className="ag-oversight-point">
          <Words finding={finding} />
          <Input.TextArea
            aria-label={`第 ${finding.no} 条的整改情况`}
            placeholder="做了什么，结果怎样"
            autoSize={{ minRows: 2, maxRows: 10 }}
            maxLength={1000}
            value={texts.get(finding.no) ?? ''}
            onChange={({ target }) => write(finding.no, target.value)}
          />
        </div>
      ))}
    </div>
  )
}

/** Chooses the findings that are not put right yet, each with what was answered. */
export function FailedChoice({ id, value, caseId, onChange }: WidgetProps) {
  const facts = useFacts(caseId)
  if (!facts) return <Waiting lines={3} />
  const chosen = Array.isArray(value) ? (value as number[]) : []
  return (
    <fieldset id={id} tabIndex={-1} className="ag-oversight-sheet" aria-label="没有整改好的问题">
      {facts.findings
        .filter(({ state }) => state === 'replied')
        .map((finding) => (
          <Checkbox
            key={finding.no}
            checked={chosen.includes(finding.no)}
            onChange={({ target }) =>
              onChange(
                target.checked
                  ? [...chosen, finding.no].toSorted((a, b) => a - b)
                  : chosen.filter((no) => no !== finding.no),
              )
            }
          >
            <Words finding={finding} />
          </Checkbox>
        ))}
    </fieldset>
  )
}

const Words = ({ finding: { no, itemName, text, reply } }: { finding: FindingFact }) => (
  <span>
    <span className="ag-oversight-name">
      {no}. {itemName}：{text}
    </span>
    {reply && <small>上次报的：{reply}</small>}
  </span>
)
