import { listingLevels } from '../../model/codes.ts'
import type { HazardFacts } from '../facts.ts'

/** What sets a hazard apart: major, listed, seen before. Ordinary ones carry no mark. */
export function HazardMarks({ facts }: { facts: HazardFacts | null }) {
  if (!facts) return null
  return (
    <>
      {facts.rank === 'major' && <span className="ag-kind ag-kind-strong">重大隐患</span>}
      {facts.listedLevel && (
        <span className="ag-kind">{listingLevels[facts.listedLevel as keyof typeof listingLevels] ?? ''}挂牌</span>
      )}
      {facts.recurring && <span className="ag-kind">重复</span>}
    </>
  )
}
