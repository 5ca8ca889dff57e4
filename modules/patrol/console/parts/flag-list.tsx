import { type Flag, flags } from '../../model/codes.ts'

/** What makes a visit worth a second look; nothing where there is nothing. */
export function FlagList({ flags: found }: { flags: readonly Flag[] }) {
  return (
    <span className="ag-row ag-wrap">
      {found.map((flag) => (
        <span key={flag} className="ag-kind ag-patrol-flag">
          {flags[flag]}
        </span>
      ))}
    </span>
  )
}
