import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { day, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { DayField, TextField } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import type { Block, Field } from '#standards/document-layout/block.ts'
import { type DocumentTemplate, printedName } from '#standards/legal-document/template.ts'
import { type TemplateVersion, useForgetDocuments, usePages, useTemplate, useVersions } from '../api.ts'
import { BlockEdit } from '../parts/block-edit.tsx'
import { PagesView } from '../parts/pages-view.tsx'
import '../legal.css'

/** One template: its texts and fields to be changed with the pages beside them, its versions, a copy of it. */
export function LegalTemplatePage() {
  const { key } = useParams({ strict: false }) as { key: string }
  const may = useMay()
  const read = useTemplate(key)
  useTitle(read.data ? `模板 ${read.data.name}` : '文书模板')
  if (!may('legal-template.maintain'))
    return (
      <EmptyState whole icon="none" title="模板由县级以上监管员维护" acts={<To to="/legal-documents">看文书</To>}>
        觉得模板不合适，请告诉本单位维护模板的人。
      </EmptyState>
    )
  if (read.error && !read.data)
    return (
      <ProblemPanel
        whole
        error={read.error}
        retry={() => void read.refetch()}
        acts={<To to="/legal-templates">看模板</To>}
      />
    )
  if (!read.data) return <Waiting lines={12} />
  const { template, version, fromOn } = read.data
  return <Editor key={`${key} ${version} ${fromOn}`} templateKey={key} given={template} version={version} />
}

function Editor({ templateKey, given, version }: { templateKey: string; given: DocumentTemplate; version: number }) {
  const forget = useForgetDocuments()
  const [template, setTemplate] = useState(given)
  const [fromOn, setFromOn] = useState(today())
  const [note, setNote] = useState('')
  const [copying, setCopying] = useState(false)
  const pages = usePages('/legal-templates/preview', { template })
  const set = (patch: Partial<DocumentTemplate>) => setTemplate((before) => ({ ...before, ...patch }))
  const changed = template !== given
  const faultOf = (at: number) => pages.problem?.about(`/template/body/${at}`)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/legal-templates">文书模板</To>}
        meta={`第 ${version} 版${given.verified ? '，依据2016年国家式样' : '，自拟，式样未经核实'}。占位符如 {{party.name}} 会换成填写的内容。`}
        acts={<Button onClick={() => setCopying(true)}>复制成新模板</Button>}
      >
        {printedName(given.name_zh)}
      </PageHead>
      <div className="ag-legal-split">
        <ActForm
          request={{
            method: 'POST',
            path: `/legal-templates/${templateKey}/versions`,
            body: { template, fromOn, note },
          }}
          label="存为新的一版"
          done="新的一版已保存"
          isReady={changed && note.trim() !== '' && !pages.problem}
          onDone={forget}
          aside={!changed && <span className="ag-meta">还没有改动</span>}
        >
          <Sheet title="这一版">
            <div className="ag-pad ag-legal-pair">
              <DayField id="from-on" label="从哪天起用" pointer="/fromOn" value={fromOn} onChange={setFromOn} />
              <TextField id="note" label="改了什么" pointer="/note" max={200} value={note} onChange={setNote} />
              <TextField
                id="template-name"
                label="文书名称"
                max={60}
                value={template.name_zh}
                onChange={(name_zh) => set({ name_zh })}
              />
              <TextField
                id="template-word"
                label="字号用字（不编号的留空）"
                max={12}
                value={template.number_word ?? ''}
                onChange={(word) => set({ number_word: word || null })}
              />
              <TextField
                id="template-copies"
                label="页脚的份数说明"
                max={200}
                value={template.footer.copies_note ?? ''}
                onChange={(words) => set({ footer: { ...template.footer, copies_note: words || null } })}
              />
            </div>
          </Sheet>
          <BlocksSheet body={template.body} faultOf={faultOf} onChange={(body) => set({ body })} />
          <FieldsSheet fields={template.fields} onChange={(fields) => set({ fields })} />
        </ActForm>
        <div className="ag-legal-side">
          <PagesView pages={pages} label={`${template.name_zh}样张`} />
        </div>
      </div>
      <Versions templateKey={templateKey} />
      {copying && <CopyBox templateKey={templateKey} name={given.name_zh} onClose={() => setCopying(false)} />}
    </div>
  )
}

interface BlocksProps {
  body: readonly Block[]
  faultOf(at: number): string | undefined
  onChange(body: Block[]): void
}

function BlocksSheet({ body, faultOf, onChange }: BlocksProps) {
  const move = (at: number, by: -1 | 1) => {
    const [one, other] = [body[at], body[at + by]]
    if (one && other) onChange(body.map((block, n) => (n === at ? other : n === at + by ? one : block)))
  }
  return (
    <Sheet title="正文" meta={`${body.length} 个版块，从上到下`}>
      <div className="ag-pad">
        {body.map((block, at) => (
          <BlockEdit
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks are told apart by their place only
            key={at}
            block={block}
            n={at + 1}
            fault={faultOf(at)}
            onChange={(next) => onChange(body.map((one, n) => (n === at ? next : one)))}
            onMove={(by) => move(at, by)}
            onRemove={() => onChange(body.filter((_, n) => n !== at))}
          />
        ))}
        <Button
          size="small"
          icon={<Icon name="plus" />}
          onClick={() => onChange([...body, { block: 'para', text: '新的一段。' }])}
        >
          在最后加一段
        </Button>
      </div>
    </Sheet>
  )
}

function FieldsSheet({ fields, onChange }: { fields: readonly Field[]; onChange(fields: Field[]): void }) {
  const set = (at: number, patch: Partial<Field>) =>
    onChange(fields.map((field, n) => (n === at ? { ...field, ...patch } : field)))
  return (
    <Sheet title="字段" meta="起草时要填的内容">
      <div className="ag-pad">
        {fields.map((field, at) => (
          <div key={field.key} className="ag-legal-row">
            <span className="ag-pale">{at + 1}</span>
            <span className="ag-legal-pair">
              <Input
                aria-label={`${field.key} 的名称`}
                maxLength={40}
                value={field.label_zh}
                onChange={({ target }) => set(at, { label_zh: target.value })}
              />
              <Input
                aria-label={`${field.label_zh}的填写说明`}
                placeholder="填写说明"
                maxLength={200}
                value={field.help_zh ?? ''}
                onChange={({ target }) => set(at, { help_zh: target.value || undefined })}
              />
            </span>
            <Checkbox checked={field.required} onChange={({ target }) => set(at, { required: target.checked })}>
              必填
            </Checkbox>
          </div>
        ))}
      </div>
    </Sheet>
  )
}

function Versions({ templateKey }: { templateKey: string }) {
  const read = useVersions(templateKey)
  const [retired, setRetired] = useState<TemplateVersion | null>(null)
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  return (
    <Sheet title="各版" className="ag-legal-versions">
      <div className="ag-pad">
        {!read.data && <Waiting lines={3} />}
        {read.data?.items.map((one) => (
          <div key={one.id ?? 'seed'} className="ag-legal-block">
            <span className="ag-row ag-wrap">
              <strong>第 {one.version} 版</strong>
              <span>
                {one.fromOn ? `${day(one.fromOn)}起` : '原始样式'}
                {one.retiredOn && `，${day(one.retiredOn)}停用`}
              </span>
              <span className="ag-meta">{[one.gridName, one.savedBy].filter(Boolean).join(' ')}</span>
              <span className="ag-grow" />
              {one.mine && !one.retiredOn && (
                <Button size="small" onClick={() => setRetired(one)}>
                  停用
                </Button>
              )}
            </span>
            <span className="ag-meta">{one.note}</span>
          </div>
        ))}
      </div>
      {retired && <RetireBox version={retired} onClose={() => setRetired(null)} />}
    </Sheet>
  )
}

function RetireBox({ version, onClose }: { version: TemplateVersion; onClose(): void }) {
  const forget = useForgetDocuments()
  const [retiredOn, setRetiredOn] = useState(today())
  return (
    <Modal open title={`停用第 ${version.version} 版`} footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm
        request={{ method: 'POST', path: `/legal-template-versions/${version.id}/retire`, body: { retiredOn } }}
        label="停用"
        tone="danger"
        done="这一版已停用"
        onDone={async () => {
          await forget()
          onClose()
        }}
        aside={<span className="ag-meta">前一版重新有效；用它起草过的文书不变</span>}
      >
        <DayField id="retired-on" label="从哪天起停用" pointer="/retiredOn" value={retiredOn} onChange={setRetiredOn} />
      </ActForm>
    </Modal>
  )
}

function CopyBox({ templateKey, name, onClose }: { templateKey: string; name: string; onClose(): void }) {
  const navigate = useNavigate()
  const forget = useForgetDocuments()
  const [copy, setCopy] = useState(`${name}（本单位）`)
  const [fromOn, setFromOn] = useState(today())
  return (
    <Modal open title="复制成本单位的新模板" footer={null} onCancel={onClose} destroyOnHidden>
      <ActForm<{ key: string }>
        request={{ method: 'POST', path: `/legal-templates/${templateKey}/copy`, body: { name: copy, fromOn } }}
        label="复制"
        done="新模板已建好"
        isReady={copy.trim().length >= 2}
        onDone={async ({ key }) => {
          await forget()
          onClose()
          void navigate({ to: `/legal-templates/${key}` })
        }}
      >
        <TextField id="copy-name" label="新模板的名称" pointer="/name" max={60} value={copy} onChange={setCopy} />
        <DayField id="copy-from" label="从哪天起用" pointer="/fromOn" value={fromOn} onChange={setFromOn} />
      </ActForm>
    </Modal>
  )
}
