import { useState } from 'react'
import { PhotoStrip } from '#kernel/sync/field/parts/photo-strip.tsx'
import { VoiceStrip } from '#kernel/sync/field/parts/voice-strip.tsx'
import { Choice, Field, Screen, TextBox } from '#kernel/ui/field/screen.tsx'
import { today } from '#kernel/ui/format.ts'
import { hazardRanks } from '#modules/hazard/model/codes.ts'
import { criterionOf } from '#standards/hazard/criteria.ts'
import { itemResults } from '../model/codes.ts'
import { FindingInput, type FindingInputValue } from '../model/inspection.ts'
import type { PageProps } from './inspect.tsx'
import { type Answer, newFinding, type SiteItem } from './visit-draft.ts'

/** One check on a page: met, not met with what was found, or not looked at with the reason. */
export function ItemPage({ site, visit, items, change, onBack }: PageProps) {
  const item = items[visit.at] as SiteItem
  const answer = visit.answers[item.code] ?? {}
  const [told, setTold] = useState(false)
  const set = (part: Answer) => change({ answers: { ...visit.answers, [item.code]: { ...answer, ...part } } })
  const choose = (result: NonNullable<Answer['result']>) =>
    set({ result, ...(result === 'not_met' && !answer.finding ? { finding: newFinding(item) } : {}) })
  const faults = faultsIn(answer)
  const next = () => {
    if (Object.keys(faults).length > 0) return setTold(true)
    change({ at: visit.at + 1 })
  }
  return (
    <Screen
      title={site.objectName}
      onBack={onBack}
      meta={`第 ${visit.at + 1} / ${items.length} 项`}
      share={visit.at / items.length}
      foot={
        <>
          <button
            type="button"
            className="fd-plain"
            disabled={visit.at === 0}
            onClick={() => change({ at: visit.at - 1 })}
          >
            上一项
          </button>
          <button type="button" className="fd-main" onClick={next}>
            {answer.result ? '存下，看下一项' : '先不看，下一项'}
          </button>
        </>
      }
    >
      <h2 className="fd-question">{item.question}</h2>
      <details className="fd-how">
        <summary>怎么看，依据什么</summary>
        <p>{item.how}</p>
        <p className="fd-pale">{item.basis}</p>
      </details>
      <Choice
        label={item.question}
        value={answer.result}
        options={Object.entries(itemResults).map(([value, label]) => ({ value: value as 'met', label }))}
        onChange={choose}
      />
      {answer.result === 'not_checked' && (
        <Field label="为什么没有查" id={`reason-${item.code}`} fault={told ? faults.reason : undefined}>
          <input
            id={`reason-${item.code}`}
            maxLength={200}
            value={answer.reason ?? ''}
            onChange={({ target }) => set({ reason: target.value })}
          />
        </Field>
      )}
      {answer.result === 'not_met' && answer.finding && (
        <Finding
          finding={answer.finding}
          objectId={site.objectId}
          objectName={site.objectName}
          faults={told ? faults : {}}
          onChange={(finding) => set({ finding })}
          voices={answer.voices ?? []}
          onVoices={(voices) => set({ voices })}
        />
      )}
      <button type="button" className="fd-link fd-leave" onClick={() => change({ at: items.length })}>
        查完了，写记录
      </button>
    </Screen>
  )
}

/** What is missing in an answer, by field; nothing for a whole one or one that was skipped. */
function faultsIn({ result, reason, finding }: Answer): Record<string, string> {
  if (result === 'not_checked' && (reason ?? '').trim().length < 2) return { reason: '没有查的写清楚为什么' }
  if (result !== 'not_met' || !finding) return {}
  const read = FindingInput.safeParse(finding)
  return read.success
    ? {}
    : Object.fromEntries(read.error.issues.map(({ path, message }) => [String(path[0]), message]))
}

interface FindingProps {
  finding: FindingInputValue
  objectId: string
  objectName: string
  faults: Record<string, string>
  onChange(finding: FindingInputValue): void
  voices: readonly string[]
  onVoices(voices: string[]): void
}

/** What was found, where, with photographs; basis and demand as the check has them, to be changed. */
function Finding({ finding, objectId, objectName, faults, onChange, voices, onVoices }: FindingProps) {
  const set = (part: Partial<FindingInputValue>) => onChange({ ...finding, ...part })
  const id = (field: string) => `finding-${finding.itemCode}-${field}`
  const criterion = finding.criterion ? criterionOf(finding.criterion, today()) : null
  return (
    <div className="fd-unmet">
      <Field label="看到了什么" id={id('what')} hint="时间、部位、数量、状态" fault={faults.what}>
        <TextBox id={id('what')} value={finding.what} onChange={(what) => set({ what })} />
      </Field>
      <Field label="在哪里" id={id('where')} fault={faults.where}>
        <input
          id={id('where')}
          maxLength={100}
          value={finding.where}
          onChange={({ target }) => set({ where: target.value })}
        />
      </Field>
      <Field label="照片" id={id('photos')} fault={faults.fileIds}>
        <PhotoStrip
          id={id('photos')}
          photoIds={finding.fileIds}
          mark={[objectName]}
          objectId={objectId}
          onChange={(fileIds) => set({ fileIds })}
        />
      </Field>
      <Field label="语音（选填）" id={id('voice')}>
        <VoiceStrip voiceIds={voices} objectId={objectId} onChange={onVoices} />
      </Field>
      {criterion && (
        <Field label="等级" id={id('rank')} hint={`重大隐患判定标准：${criterion.name}`}>
          <Choice
            label="等级"
            value={finding.rank}
            options={Object.entries(hazardRanks).map(([value, label]) => ({ value: value as 'ordinary', label }))}
            onChange={(rank) => set({ rank, criterion: rank === 'major' ? criterion.code : null })}
          />
        </Field>
      )}
      <details className="fd-how">
        <summary>依据和整改要求</summary>
        <Field label="依据的条款" id={id('basis')} fault={faults.basis}>
          <input
            id={id('basis')}
            maxLength={200}
            value={finding.basis}
            onChange={({ target }) => set({ basis: target.value })}
          />
        </Field>
        <Field label="要改成什么样" id={id('requirement')} fault={faults.requirement}>
          <TextBox
            id={id('requirement')}
            most={1000}
            value={finding.requirement}
            onChange={(requirement) => set({ requirement })}
          />
        </Field>
      </details>
    </div>
  )
}
