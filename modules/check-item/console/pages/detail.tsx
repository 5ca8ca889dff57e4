import { useNavigate } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress, usePart } from '#kernel/ui/address.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type CheckFile, useCheckFile } from '../api.ts'
import { AddForm, CloseForm, CorrectForm } from '../parts/check-forms.tsx'
import { VersionList } from '../parts/version-list.tsx'
import { audiences, ranks, standingWords } from '../words.ts'
import '../check-item.css'

/** One check: what it says, its versions, where it is used, and what its keeper may do with it. */
export function CheckItemPage() {
  const { search } = useAddress()
  const code = usePart('code')
  const read = useCheckFile(code, search.on)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/check-items">回到检查项</To>}
        />
      </div>
    )
  return read.data ? <One key={code} check={read.data} /> : <Waiting lines={8} />
}

type Open = 'correct' | 'close' | 'like' | null
const TITLES = { correct: '更正错字', close: '停用检查项', like: '照它新增一项' } as const

function One({ check }: { check: CheckFile }) {
  const navigate = useNavigate()
  const may = useMay()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const { kind, words } = standingWords(check)
  useTitle(check.question)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/check-items">检查项</To>}
        meta={
          <>
            <span>{check.code}</span>
            <span>{check.industryName}</span>
            <span>{check.gridName ?? '全平台通用'}</span>
            <StatusMark kind={kind}>{words}</StatusMark>
          </>
        }
        acts={
          <>
            {check.openActs.includes('correct') && (
              <Button icon={<Icon name="edit" />} onClick={() => setOpen('correct')}>
                更正错字
              </Button>
            )}
            {check.openActs.includes('close') && <Button onClick={() => setOpen('close')}>停用</Button>}
            {may('check-item.maintain') && <Button onClick={() => setOpen('like')}>照它新增</Button>}
          </>
        }
      >
        {check.question}
      </PageHead>
      <div className="ag-two">
        <div className="ag-stack">
          <Facts check={check} />
          <VersionList versions={check.versions} said={({ question }) => question} />
        </div>
        <Sheet title="用在哪些模板" meta={`${check.templates.length} 个`}>
          <ul className="ag-check-versions">
            {check.templates.map(({ code, name }) => (
              <li key={code}>
                <To to={`/check-templates/${code}`}>{name}</To>
                <span className="ag-check-code">{code}</span>
              </li>
            ))}
            {check.templates.length === 0 && <li className="ag-meta">没有适用的模板用到它。</li>}
          </ul>
        </Sheet>
      </div>
      <Drawer
        open={open !== null}
        onClose={close}
        size={open === 'close' ? 480 : 720}
        destroyOnHidden
        title={open ? TITLES[open] : ''}
      >
        {open === 'correct' && <CorrectForm check={check} onDone={close} />}
        {open === 'close' && (
          <CloseForm
            path={`/check-items/${check.code}`}
            version={check.latest}
            note="过了这一天，新的检查、隐患和计划都选不到它；以前查出的问题仍按当天的内容显示。"
            label="停用检查项"
            onDone={close}
          />
        )}
        {open === 'like' && <AddForm like={check} onDone={(code) => void navigate({ to: `/check-items/${code}` })} />}
      </Drawer>
    </div>
  )
}

function Facts({ check }: { check: CheckFile }) {
  const lines: [string, string | null][] = [
    ['通俗问法', check.plain],
    ['检查方法', check.how],
    ['依据', check.verified ? check.basis : `${check.basis}（未经核实）`],
    ['类别', `${check.category} ${check.categoryName}`],
    ['等级', check.criterion ? `${ranks[check.rank]}，判定标准 ${check.criterion}` : ranks[check.rank]],
    ['整改要求', check.rectification],
    ['整改期限', check.days === 1 ? '立即' : `${check.days} 日`],
    ['拍照', check.photoRequired ? '不合格必须拍照' : '不要求'],
    ['处罚项', check.penaltyItem ?? '没有'],
    ['给谁用', audiences[check.audience]],
    ['起用', check.from],
  ]
  return (
    <Sheet title="内容" meta={`第 ${check.version} 版`}>
      <dl className="ag-facts ag-check-body">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
