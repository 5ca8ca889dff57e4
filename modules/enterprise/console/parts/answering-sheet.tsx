import { StatusMark } from '#kernel/ui/marks.tsx'
import { ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'

interface Answer {
  business: string
  businessName: string
  fault: string | null
  faultName: string | null
  seats: { id: string; title: string; bodyName: string; holders: string[] }[]
}

/** Who answers for this enterprise, business by business, gathered by seat. */
export function AnsweringSheet({ enterpriseId, on }: { enterpriseId: string; on: string | undefined }) {
  const read = useRead<{ on: string; answers: Answer[] }>(
    `/enterprises/${enterpriseId}/answering${on ? `?on=${on}` : ''}`,
  )
  const sound = new Map<string, { seat: Answer['seats'][number]; businesses: string[] }>()
  for (const answer of read.data?.answers ?? []) {
    if (answer.fault) continue
    for (const seat of answer.seats) {
      const known = sound.get(seat.id) ?? { seat, businesses: [] }
      known.businesses.push(answer.businessName)
      sound.set(seat.id, known)
    }
  }
  const faulty = read.data?.answers.filter((answer) => answer.fault) ?? []
  return (
    <Sheet title="谁负责" meta={read.data ? `${read.data.answers.length} 项业务 · ${read.data.on}` : undefined}>
      {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting />}
      {faulty.map((answer) => (
        <div key={answer.business} className="ag-todo">
          <StatusMark kind="late">
            {answer.businessName}：{answer.faultName}
          </StatusMark>
          {answer.seats.length > 0 && (
            <span className="ag-meta">
              {answer.seats.map((seat) => `${seat.title}（${seat.bodyName}）`).join('、')}
            </span>
          )}
        </div>
      ))}
      {[...sound.values()].map(({ seat, businesses }) => (
        <div key={seat.id} className="ag-todo" style={{ gap: 2 }}>
          <span>
            <b>{seat.holders.join('、') || '空岗'}</b>　{seat.title} <span className="ag-meta">{seat.bodyName}</span>
          </span>
          <span className="ag-meta">{businesses.join('、')}</span>
        </div>
      ))}
    </Sheet>
  )
}
