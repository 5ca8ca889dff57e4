import { Input, Radio } from 'antd'
import { useEffect } from 'react'
import { useDraft } from '#kernel/cases/console/draft.ts'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { Evidence } from '#kernel/files/console/evidence.tsx'
import { EmptyState, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import type { ReinspectValue } from '../../model/inspection.ts'
import { type Site, useSite } from '../on-site-api.ts'

type Hazard = Site['hazards'][number]
const NOTHING = {}

/** Looks again at what was ordered, one problem after the other, each with its photograph. */
export function ResultSheet({ id, value, caseId, onChange }: WidgetProps) {
  const site = useSite(caseId)
  if (site.error && !site.data) return <ProblemPanel error={site.error} retry={() => void site.refetch()} />
  if (!site.data || !caseId) return <Waiting lines={4} />
  const given = Array.isArray(value) ? (value as ReinspectValue[]) : []
  const open = site.data.hazards.filter((one) => one.open)
  const set = (one: ReinspectValue) =>
    onChange(
      open.flatMap(({ hazardId }) =>
        hazardId === one.hazardId ? [one] : (given.find((other) => other.hazardId === hazardId) ?? []),
      ),
    )
  const objectId = site.data.objectId
  return (
    <div id={id} tabIndex={-1} className="ag-site-list">
      {open.length === 0 && <EmptyState title="责令整改的都销号了">直接写复查意见，交了就是复查通过。</EmptyState>}
      {open.map((hazard) => (
        <Result
          key={hazard.hazardId}
          hazard={hazard}
          objectId={objectId}
          given={given.find(({ hazardId }) => hazardId === hazard.hazardId)}
          onSet={set}
        />
      ))}
    </div>
  )
}

interface ResultProps {
  hazard: Hazard
  objectId: string
  given: ReinspectValue | undefined
  onSet(one: ReinspectValue): void
}

function Result({ hazard, objectId, given, onSet }: ResultProps) {
  const { no, hazardId, what, stateTitle, submitted } = hazard
  const photos = useDraft(`reinspect.${hazardId}`, NOTHING)
  const now = { hazardId, passed: given?.passed as boolean, text: given?.text ?? '', fileIds: given?.fileIds ?? [] }
  const fileIds = photos.files.flatMap(({ fileId }) => fileId ?? [])
  const stale = given !== undefined && fileIds.join() !== now.fileIds.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the server took changes anything
  useEffect(() => {
    if (stale) onSet({ ...now, fileIds })
  }, [stale])
  return (
    <div className="ag-site-item">
      <span>
        <b>{no}</b>　{what}{' '}
        <To to={`/hazards/${hazardId}`} className="ag-meta">
          {submitted ? '企业已报整改完成' : `${stateTitle}，企业还没有报完成`}
        </To>
      </span>
      <Radio.Group
        className="ag-answers"
        aria-label={`第 ${no} 项`}
        optionType="button"
        buttonStyle="solid"
        value={given?.passed}
        options={[
          { value: true, label: '已整改', disabled: !submitted },
          { value: false, label: '未整改' },
        ]}
        onChange={({ target }) => onSet({ ...now, passed: target.value })}
      />
      {given?.passed !== undefined && (
        <>
          <Input.TextArea
            aria-label={`第 ${no} 项现场情况`}
            placeholder="现场看到了什么"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={now.text}
            onChange={({ target }) => onSet({ ...now, text: target.value })}
          />
          <Evidence
            id={`reinspect-${hazardId}`}
            label="照片"
            large={matchMedia('(pointer: coarse)').matches}
            place={{ objectId }}
            files={photos.files}
            onChange={photos.setFiles}
          />
        </>
      )}
    </div>
  )
}
