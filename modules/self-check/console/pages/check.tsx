import { usePart } from '#kernel/ui/address.ts'
import { count, time } from '#kernel/ui/format.ts'
import { Clock } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type CheckFile, useCheck } from '../api.ts'
import { CheckStateMark } from '../parts/check-state.tsx'
import { Finish } from '../parts/finish.tsx'
import { ItemCard } from '../parts/item-card.tsx'
import { periodWords } from '../period-words.ts'
import '../self-check.css'

/** One check: done on a phone from top to bottom, read by everybody afterwards. */
export function SelfCheckPage() {
  const id = usePart('id')
  const read = useCheck(id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/self-checks">回到自查</To>}
        />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  return <One key={id} check={read.data} />
}

function One({ check }: { check: CheckFile }) {
  useTitle(check.templateName)
  const isOpen = check.openActs.includes('answer')
  return (
    <div className="ag-page ag-check">
      <PageHead
        trail={
          <>
            <To to="/self-checks">企业自查</To> /{' '}
            <To to="/self-checks" search={{ objectId: check.objectId }}>
              {check.objectName}
            </To>
          </>
        }
        meta={
          <>
            <span>{periodWords(check)}</span>
            {isOpen && <Clock due={check.dueOn} soonDays={1} />}
            {check.finishedAt && (
              <span>
                {check.finishedBy} {time(check.finishedAt)} 完成
              </span>
            )}
            {isOpen && <span>点一项存一项，随时可以停下，回来接着查</span>}
          </>
        }
      >
        <span className="ag-row ag-wrap">
          {check.templateName}
          <span className="ag-check-state">
            <CheckStateMark check={check} />
          </span>
        </span>
      </PageHead>
      {check.state === 'missed' && (
        <div className="ag-notice ag-check-notice">
          <strong className="ag-warn">这次自查没有按期完成</strong>
          <span>
            查了 {count(check.answered)} / {count(check.items)} 项。过了期不能补填，请做新的一次。
          </span>
        </div>
      )}
      <ol className="ag-items">
        {check.list.map((item, at) => (
          <ItemCard key={item.code} check={check} item={item} number={at + 1} isOpen={isOpen} />
        ))}
      </ol>
      {isOpen && <Finish check={check} />}
    </div>
  )
}
