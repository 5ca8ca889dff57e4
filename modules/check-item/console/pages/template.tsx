import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress, usePart } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type TemplateFile, useTemplateFile } from '../api.ts'
import { CloseForm } from '../parts/check-forms.tsx'
import { TemplateForm } from '../parts/template-form.tsx'
import { VersionList } from '../parts/version-list.tsx'
import { standingWords } from '../words.ts'
import '../check-item.css'

/** One template: its checks, its versions, and what its keeper may do with it. */
export function CheckTemplatePage() {
  const { search } = useAddress()
  const code = usePart('code')
  const read = useTemplateFile(code, search.on)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/check-templates">回到检查模板</To>}
        />
      </div>
    )
  return read.data ? <One key={code} template={read.data} /> : <Waiting lines={8} />
}

function One({ template }: { template: TemplateFile }) {
  const may = useMay()
  const [open, setOpen] = useState<'revise' | 'close' | null>(null)
  const close = () => setOpen(null)
  const { kind, words } = standingWords(template)
  useTitle(template.name)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/check-templates">检查模板</To>}
        meta={
          <>
            <span>{template.code}</span>
            <span>
              {template.industryName} · {template.levelName}
            </span>
            <span>{template.gridName ?? '全平台通用'}</span>
            <span>约 {template.minutes} 分钟</span>
            <StatusMark kind={kind}>{words}</StatusMark>
          </>
        }
        acts={
          <>
            {template.openActs.includes('revise') && (
              <Button icon={<Icon name="edit" />} onClick={() => setOpen('revise')}>
                修改
              </Button>
            )}
            {template.openActs.includes('close') && <Button onClick={() => setOpen('close')}>停用</Button>}
            {may('check-item.maintain') && (
              <To to="/check-templates/new" search={{ from: template.code }}>
                <Button>复制为本地模板</Button>
              </To>
            )}
          </>
        }
      >
        {template.name}
      </PageHead>
      <div className="ag-two">
        <Sheet title="检查项" meta={`${count(template.items.length)} 项，第 ${template.version} 版`}>
          <ol className="ag-check-versions">
            {template.items.map(({ code, question, basis, standing, rank }) => (
              <li key={code}>
                <span className={standing === 'in-force' ? '' : 'ag-check-off'}>
                  <To to={`/check-items/${code}`}>{question}</To>
                  {rank === 'major' && <span className="ag-kind">重大</span>}
                  {standing === 'closed' && <span className="ag-kind">已停用，检查时不再列出</span>}
                </span>
                <span className="ag-check-code">
                  {code}　{basis}
                </span>
              </li>
            ))}
          </ol>
        </Sheet>
        <VersionList versions={template.versions} said={({ name, items }) => `${name}，${items} 项`} />
      </div>
      <Drawer
        open={open !== null}
        onClose={close}
        size={open === 'close' ? 480 : 760}
        destroyOnHidden
        title={open === 'close' ? '停用检查模板' : '修改检查模板'}
      >
        {open === 'revise' && <TemplateForm from={template} revises onDone={close} />}
        {open === 'close' && (
          <CloseForm
            path={`/check-templates/${template.code}`}
            version={template.latest}
            note="过了这一天，新的检查、任务和自查计划都选不到它；已经安排的照旧做完。"
            label="停用检查模板"
            onDone={close}
          />
        )}
      </Drawer>
    </div>
  )
}

/** A new template, empty or with the checks of one that is there. */
export function NewCheckTemplatePage() {
  const { search } = useAddress()
  const may = useMay()
  const navigate = useNavigate()
  const from = useTemplateFile(search.from ?? null)
  if (!may('check-item.maintain'))
    return (
      <EmptyState
        whole
        icon="none"
        title="检查模板由市、县应急部门维护"
        acts={<To to="/check-templates">看检查模板</To>}
      >
        需要新的模板，请向县级应急部门提出。
      </EmptyState>
    )
  if (search.from && !from.data) return from.error ? <ProblemPanel whole error={from.error} /> : <Waiting lines={8} />
  return (
    <div className="ag-page">
      <PageHead trail={<To to="/check-templates">检查模板</To>} meta="供本单位和下级使用；编码由平台给出">
        新增检查模板
      </PageHead>
      <Sheet>
        <div className="ag-check-body">
          <TemplateForm
            {...(from.data ? { from: from.data } : {})}
            revises={false}
            onDone={(code) => void navigate({ to: `/check-templates/${code}` })}
          />
        </div>
      </Sheet>
    </div>
  )
}
