import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { useAddress } from '#kernel/ui/address.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type DocumentTemplate, printedName } from '#standards/legal-document/template.ts'
import { type DocumentView, useForgetDocuments, usePages, useProposal, useTemplate, useTemplates } from '../api.ts'
import { EnterpriseChoice, TemplateChoice } from '../parts/choices.tsx'
import { PagesView } from '../parts/pages-view.tsx'
import { ValuesForm } from '../parts/values-form.tsx'
import '../legal.css'

/** Begins a document: which one, about whom, then its form with the pages beside it. */
export function NewLegalDocumentPage() {
  const may = useMay()
  const { search, change } = useAddress()
  const templates = useTemplates(may('legal-document.draft'))
  const template = useTemplate(search.key)
  const proposal = useProposal(search.key, search)
  useTitle('起草文书')
  if (!may('legal-document.draft'))
    return (
      <EmptyState whole icon="none" title="文书由监管岗位起草" acts={<To to="/legal-documents">看文书</To>}>
        送达您的文书在文书列表里。
      </EmptyState>
    )
  const error = templates.error ?? template.error ?? proposal.error
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/legal-documents">执法文书</To>}
        meta="先选文种和企业；平台知道的内容会自动填好，右边随时看到印出来的样子。"
      >
        起草文书
      </PageHead>
      <Sheet title="哪种文书，给谁">
        <div className="ag-pad ag-legal-pair">
          <FormField id="legal-template" label="文种">
            <TemplateChoice
              id="legal-template"
              templates={templates.data?.items ?? []}
              value={search.key}
              onChange={(key) => change({ key })}
            />
          </FormField>
          {!search.case && (
            <FormField id="legal-enterprise" label="企业" hint="个人或没有档案的单位可以不选，在下面填">
              <EnterpriseChoice
                id="legal-enterprise"
                value={search.enterprise}
                onChange={(enterprise) => change({ enterprise })}
              />
            </FormField>
          )}
        </div>
      </Sheet>
      {error && search.key ? (
        <ProblemPanel error={error} retry={() => void Promise.all([template.refetch(), proposal.refetch()])} />
      ) : search.key && template.data && proposal.data ? (
        <DraftForm
          key={`${search.key} ${search.enterprise} ${search.case}`}
          templateKey={search.key}
          template={template.data.template}
          given={proposal.data.values}
          about={{ objectId: search.enterprise ?? null, caseId: search.case ?? null }}
        />
      ) : (
        search.key && <Waiting lines={10} />
      )}
    </div>
  )
}

interface DraftProps {
  templateKey: string
  template: DocumentTemplate
  given: Record<string, unknown>
  about: { objectId: string | null; caseId: string | null }
}

function DraftForm({ templateKey, template, given, about }: DraftProps) {
  const navigate = useNavigate()
  const forget = useForgetDocuments()
  const [id] = useState(() => crypto.randomUUID())
  const [values, setValues] = useState(given)
  const [touched, setTouched] = useState(false)
  const pages = usePages('/legal-documents/preview', { key: templateKey, ...about, values })
  // What the platform knows may arrive anew; what somebody typed is never overwritten.
  useEffect(() => {
    if (!touched) setValues(given)
  }, [given, touched])
  return (
    <div className="ag-legal-split" style={{ marginTop: 16 }}>
      <ActForm<DocumentView>
        request={{ method: 'POST', path: '/legal-documents', body: { id, key: templateKey, ...about, values } }}
        label="存为草稿"
        busyLabel="正在保存…"
        done="草稿已保存"
        onDone={async ({ id: made }) => {
          await forget()
          void navigate({ to: `/legal-documents/${made}` })
        }}
        aside={<span className="ag-meta">存好以后核对缺项、制发取号</span>}
      >
        <ValuesForm
          template={template}
          values={values}
          onChange={(key, value) => {
            setTouched(true)
            setValues((before) => ({ ...before, [key]: value }))
          }}
        />
      </ActForm>
      <div className="ag-legal-side">
        <PagesView pages={pages} label={`${printedName(template.name_zh)}印出来的样子`} />
      </div>
    </div>
  )
}
