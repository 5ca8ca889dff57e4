import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Attachments } from '#kernel/files/console/attachments.tsx'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAddress, usePart } from '#kernel/ui/address.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { RiskMark, riskLevel } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { useTitle } from '#kernel/ui/title.ts'
import { codeName } from '../../model/codes.ts'
import { fieldOf } from '../../model/fields.ts'
import type { EnterpriseFile } from '../api.ts'
import { type Contradiction, type Page, type ProposedChange, useFile } from '../file-api.ts'
import { useInstallations, useRecords } from '../ledger-api.ts'
import { AnsweringSheet } from '../parts/answering-sheet.tsx'
import { ChangeCard } from '../parts/change-card.tsx'
import { OperatingState } from '../parts/columns.tsx'
import { ConfirmSheet } from '../parts/confirm-sheet.tsx'
import { DisputeSheet } from '../parts/dispute-sheet.tsx'
import { EditSheet } from '../parts/edit-sheet.tsx'
import { FieldList } from '../parts/field-list.tsx'
import { valueWords } from '../parts/field-value.ts'
import { partOf } from '../parts/file-parts.ts'
import { HistorySheet } from '../parts/history-sheet.tsx'
import { Installations } from '../parts/installations.tsx'
import { LedgerSection } from '../parts/ledger-section.tsx'
import { MoveButton } from '../parts/move-button.tsx'
import { PartTabs } from '../parts/part-tabs.tsx'
import { RevealButton } from '../parts/reveal-button.tsx'
import '../file.css'

/** What other rooms show beside the file; `changeable` is false for the file of another day and for a merged one. */
type Beside = (about: { id: string; changeable: boolean }) => ReactNode

/** The file of one enterprise (一企一档): six parts, what happened, what is to be done. */
export function EnterpriseFilePage({ beside }: { beside?: Beside }) {
  const id = usePart('id')
  const file = useFile(id)
  if (file.error)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={file.error}
          retry={() => void file.refetch()}
          acts={<To to="/enterprises">回到企业列表</To>}
        />
      </div>
    )
  if (!file.data) return <Waiting lines={8} />
  return <File key={id} file={file.data} beside={beside} />
}

interface PastFile {
  values: Record<string, unknown>
  version: number
  on: string
}

function File({ file, beside }: { file: EnterpriseFile; beside: Beside | undefined }) {
  const { search, change } = useAddress()
  const may = useMay()
  const me = useMe()
  const [revealed, setRevealed] = useState<Record<string, unknown> | null>(null)
  const acts = new Set(file.openActs)
  const records = useRecords(file.id)
  const installations = useInstallations(file.id)
  const disputes = useRead<Page<Contradiction>>(`/enterprise-contradictions?enterpriseId=${file.id}`)
  const proposals = useRead<Page<ProposedChange>>(`/enterprise-changes?enterpriseId=${file.id}`)
  const returned = useRead<Page<ProposedChange>>(
    acts.has('propose') ? `/enterprise-changes?enterpriseId=${file.id}&state=returned&limit=3` : null,
  )
  const past = useRead<PastFile>(search.on ? `/enterprises/${file.id}/as-of?on=${search.on}` : null)
  const part = partOf(search.part)
  const values = past.data ? past.data.values : { ...file.values, ...revealed }
  const disputed = new Set(disputes.data?.items.map((dispute) => dispute.field))
  const mode = acts.has('update') ? 'update' : acts.has('propose') ? 'propose' : null
  const editable = mode !== null && part.fields.length > 0 && !search.on && !file.mergedInto
  const editing = editable && search.edit === '1'
  const known = records.data?.items

  return (
    <div className="ag-page">
      <Head
        file={past.data ? { ...file, values: past.data.values, version: past.data.version } : file}
        movable={acts.has('update') && !search.on && !file.mergedInto}
      />
      {file.mergedInto && (
        <div className="ag-notice ag-notice-soon" style={{ marginBottom: 14 }}>
          <strong>这份档案已合并</strong>
          <To to={`/enterprises/${file.mergedInto}`}>看合并后的档案</To>
        </div>
      )}
      {search.on && (
        <div className="ag-notice ag-notice-soon" style={{ marginBottom: 14 }} role="status">
          <strong>
            {past.data
              ? `这是 ${search.on} 结束时的档案，第 ${past.data.version} 版`
              : past.error
                ? past.error.message
                : '正在读取那天的档案'}
          </strong>
          <button
            type="button"
            className="ag-link"
            style={{ justifySelf: 'start' }}
            onClick={() => change({ on: undefined })}
          >
            回到现在
          </button>
        </div>
      )}
      <PartTabs file={file} records={known} hazards={installations.data?.total} present={part} search={search} />
      <div className="ag-two">
        {editing && mode ? (
          <EditSheet
            key={part.key}
            file={file}
            part={part}
            revealed={revealed}
            mode={mode}
            onDone={() => change({ edit: undefined })}
          />
        ) : (
          <Sheet
            className="ag-main-sheet"
            title={`${part.numeral}　${part.title}`}
            acts={
              <span className="ag-acts">
                {part.key === 'base' && acts.has('reveal') && !search.on && !revealed && (
                  <RevealButton path={`/enterprises/${file.id}/reveal`} onReveal={setRevealed} />
                )}
                {editable && (
                  <Button size="small" icon={<Icon name="edit" />} onClick={() => change({ edit: '1' })}>
                    {mode === 'propose' ? '申报变更' : `改${part.title}`}
                  </Button>
                )}
              </span>
            }
          >
            {part.fields.length > 0 && !past.error && (
              <FieldList
                fields={part.fields}
                values={values}
                facts={search.on ? undefined : file.facts}
                disputed={disputed}
              />
            )}
            {part.key === 'safety' && installations.data && (
              <Installations
                enterpriseId={file.id}
                rows={installations.data.items}
                mayKeep={acts.has('update') && !search.on && !file.mergedInto}
              />
            )}
            {records.error && part.ledgers.length > 0 && (
              <ProblemPanel error={records.error} retry={() => void records.refetch()} />
            )}
            {!known && !records.error && part.ledgers.length > 0 && <Waiting />}
            {known &&
              part.ledgers.map((ledger) => (
                <LedgerSection
                  key={ledger.kind}
                  enterpriseId={file.id}
                  ledger={ledger}
                  rows={known.filter((row) => row.kind === ledger.kind)}
                  mayKeep={may('enterprise.keep-ledger') && !search.on && !file.mergedInto}
                />
              ))}
          </Sheet>
        )}
        <div className="ag-stack">
          {proposals.data && proposals.data.items.length > 0 && (
            <Sheet className="ag-turn" title="申报的变更" meta={`${proposals.data.total} 件待审核`}>
              {proposals.data.items.map((proposal) => (
                <ChangeCard key={proposal.id} change={proposal} named={false} />
              ))}
            </Sheet>
          )}
          {returned.data && returned.data.items.length > 0 && (
            <Sheet title="退回的申报" meta="按原因改好后重新申报">
              {returned.data.items.map((proposal) => (
                <ChangeCard key={proposal.id} change={proposal} named={false} />
              ))}
            </Sheet>
          )}
          {disputes.data && (
            <DisputeSheet enterpriseId={file.id} disputes={disputes.data.items} maySettle={acts.has('verify')} />
          )}
          {(acts.has('verify') || mode === 'propose') && !search.on && (
            <ConfirmSheet file={file} values={values} own={mode === 'propose'} />
          )}
          {!me.data?.objectId && !past.error && <AnsweringSheet enterpriseId={file.id} on={search.on} />}
          {!search.on && beside?.({ id: file.id, changeable: !file.mergedInto })}
          {may('file.read') && !search.on && (
            <Attachments objectId={file.id} mayUpload={may('file.upload') && mode !== null && !file.mergedInto} />
          )}
          <HistorySheet enterpriseId={file.id} onDay={(on) => change({ on, edit: undefined })} />
        </div>
      </div>
    </div>
  )
}

function Head({ file, movable }: { file: EnterpriseFile; movable: boolean }) {
  const { values } = file
  useTitle(String(values.name))
  const classes = (values.regulatorClasses as string[] | null) ?? []
  return (
    <PageHead
      trail={
        <>
          <To to="/enterprises">企业</To>
          {file.gridPath.map((node) => (
            <span key={node.code}>
              {' / '}
              <To to="/enterprises" search={{ grid: node.code }}>
                {node.name}
              </To>
            </span>
          ))}
        </>
      }
      meta={
        <>
          {Boolean(values.creditCode) && <span className="ag-code">{String(values.creditCode)}</span>}
          {Boolean(values.industryCode) && <span>{valueWords(fieldOf('industryCode'), values.industryCode)}</span>}
          {Boolean(values.scale) && <span>{codeName('scale', String(values.scale))}</span>}
          <span className="ag-pale">第 {file.version} 版</span>
        </>
      }
      acts={
        <>
          {movable && <MoveButton file={file} />}
          <Button icon={<Icon name="print" />} onClick={() => window.print()}>
            打印这一页
          </Button>
        </>
      }
    >
      <span className="ag-row ag-wrap">
        {String(values.name)}
        <span style={{ fontSize: 14, fontWeight: 400 }} className="ag-row ag-wrap">
          <RiskMark level={riskLevel(values.riskLevel)} words />
          <OperatingState value={String(values.operatingState)} />
          {classes.map((key) => (
            <span key={key} className="ag-kind">
              {codeName('regulatorClass', key)}
            </span>
          ))}
        </span>
      </span>
    </PageHead>
  )
}
