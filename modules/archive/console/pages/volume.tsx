import { useParams } from '@tanstack/react-router'
import { Progress } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { volumeStates } from '../../model/codes.ts'
import { useVolume, type Volume } from '../api.ts'
import { BoundSheets } from '../parts/bound-sheets.tsx'
import { DraftSheets } from '../parts/draft-sheets.tsx'
import { volumeStand } from '../stand.ts'
import '../archive.css'

/** One volume: being arranged, being bound, or bound. */
export function ArchiveVolumePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const read = useVolume(id)
  useTitle(read.data ? `${read.data.archiveNo ?? '立卷'} ${read.data.title}` : '案卷')
  if (read.error && !read.data)
    return (
      <ProblemPanel
        whole
        error={read.error}
        retry={() => void read.refetch()}
        acts={<To to="/archive-volumes">看案卷清单</To>}
      />
    )
  if (!read.data) return <Waiting lines={12} />
  return <Whole volume={read.data} />
}

function Whole({ volume }: { volume: Volume }) {
  const may = useMay()
  const { kind, word } = volumeStand(volume.state)
  const isDraft = volume.state === 'draft' || volume.state === 'failed'
  return (
    <div className="ag-page">
      <PageHead
        trail={isDraft ? <To to="/archive-waiting">待归档</To> : <To to="/archive-volumes">案卷</To>}
        meta={
          <span className="ag-row ag-wrap">
            <StatusMark kind={kind}>{word}</StatusMark>
            {volume.archiveNo && <b className="ag-code">{volume.archiveNo}</b>}
            <span>{[volume.kindTitle, volume.party].filter(Boolean).join(' · ')}</span>
            {may(`${volume.kind}.read`) ? (
              <To to={volume.caseLink}>{volume.caseNumber ?? '看办件'}</To>
            ) : (
              <span className="ag-code">{volume.caseNumber}</span>
            )}
          </span>
        }
      >
        {volume.title}
      </PageHead>
      <Ended volume={volume} />
      {volume.state === 'binding' ? (
        <Binding volume={volume} />
      ) : isDraft ? (
        <DraftSheets volume={volume} />
      ) : (
        <BoundSheets volume={volume} />
      )}
    </div>
  )
}

/** What became of a volume that no longer counts, and the others of the same case. */
function Ended({ volume }: { volume: Volume }) {
  const others = volume.siblings.filter(({ archiveNo, state }) => archiveNo !== null || state === 'draft')
  if (!volume.endedReason && others.length === 0) return null
  return (
    <div className="ag-notice">
      {volume.endedReason && (
        <span>
          {volumeStates[volume.state]}：{volume.endedReason}
        </span>
      )}
      {others.map(({ id, archiveNo, state }) => (
        <To key={id} to={`/archive-volumes/${id}`}>
          同一件事的另一卷：{archiveNo ?? '立卷中'}（{volumeStates[state]}）
        </To>
      ))}
    </div>
  )
}

function Binding({ volume: { progress } }: { volume: Volume }) {
  const total = progress?.total ?? 1
  const done = progress?.done ?? 0
  return (
    <Sheet title="正在装订">
      <div className="ag-pad ag-stack" role="status">
        <Progress percent={Math.round((done / total) * 100)} status="active" aria-label="装订进度" />
        <span className="ag-meta">
          已排好 {done} 件，共 {total} 件。可以离开这一页，装订完会自动更新。
        </span>
      </div>
    </Sheet>
  )
}
