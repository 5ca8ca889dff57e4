import { useNavigate } from '@tanstack/react-router'
import { Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { EmptyState, PageHead, Sheet, To } from '#kernel/ui/parts.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { drawKinds } from '../../model/codes.ts'
import { type Draw, useForgetDraws, useOpenPlans } from '../draw-api.ts'
import '../inspection.css'

type Kind = keyof typeof drawKinds

/** Lines of a text, without the empty ones. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)

/** Exclusions as they are typed: a name and, behind a comma, the reason. */
const excludedOf = (text: string) =>
  linesOf(text).map((one) => {
    const [key = '', ...why] = one.split(/[,，]/)
    return { key: key.trim(), why: why.join('，').trim() }
  })

/** Opens a draw: what for, out of whom, how many. */
export function NewDrawPage() {
  const may = useMay()
  const navigate = useNavigate()
  const forget = useForgetDraws()
  const plans = useOpenPlans()
  const [kind, setKind] = useState<Kind>('object')
  const [purpose, setPurpose] = useState('')
  const [planId, setPlanId] = useState<string>()
  const [names, setNames] = useState('')
  const [excluded, setExcluded] = useState('')
  const [count, setCount] = useState(2)
  if (!may('draw.open'))
    return (
      <EmptyState whole icon="none" title="随机抽取由市、县监管岗位发起" acts={<To to="/draws">看随机抽取</To>}>
        请您参与的抽取，在列表里打开。
      </EmptyState>
    )
  const isObject = kind === 'object'
  const body = {
    purpose,
    kind,
    count,
    ...(isObject ? { planId } : { names: linesOf(names), excluded: excludedOf(excluded) }),
  }
  return (
    <div className="ag-page" style={{ maxWidth: 860 }}>
      <PageHead trail={<To to="/draws">随机抽取</To>} meta="发起以后名单就定了，公示指纹；再由至少两方各出一份随机数">
        发起抽取
      </PageHead>
      <Sheet>
        <div className="ag-pad">
          <ActForm<Draw>
            request={{ method: 'POST', path: '/draws', body }}
            label="定下名单，公示指纹"
            done="名单已定"
            isReady={purpose.trim().length > 1 && (isObject ? planId !== undefined : linesOf(names).length > 1)}
            onDone={async ({ id }) => {
              await forget()
              await navigate({ to: `/draws/${id}` })
            }}
          >
            <TextField
              id="draw-purpose"
              label="用途"
              pointer="/purpose"
              value={purpose}
              max={100}
              onChange={setPurpose}
            />
            <FormField id="draw-kind" label="抽什么" pointer="/kind">
              <Radio.Group
                id="draw-kind"
                value={kind}
                options={Object.entries(drawKinds).map(([value, label]) => ({ value, label }))}
                onChange={(event) => setKind(event.target.value as Kind)}
              />
            </FormField>
            {isObject ? (
              <FormField
                id="draw-plan"
                label="哪个计划"
                hint="名单是计划辖区内一般检查、没有排进计划、没有到次数上限的企业"
                pointer="/planId"
              >
                <Select
                  id="draw-plan"
                  placeholder="选执法检查计划"
                  value={planId}
                  options={(plans.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
                  notFoundContent="没有在编或执行中的计划，请先编制计划"
                  onChange={setPlanId}
                />
              </FormField>
            ) : (
              <>
                <FormField id="draw-names" label="名单" hint="一行一个，重名的写上单位" pointer="/names">
                  <Input.TextArea
                    id="draw-names"
                    autoSize={{ minRows: 4, maxRows: 12 }}
                    value={names}
                    onChange={(event) => setNames(event.target.value)}
                  />
                </FormField>
                <FormField id="draw-excluded" label="排除（回避）" hint="一行一个：名字，理由" pointer="/excluded">
                  <Input.TextArea
                    id="draw-excluded"
                    autoSize={{ minRows: 2, maxRows: 6 }}
                    placeholder="张三，与被检查企业有亲属关系"
                    value={excluded}
                    onChange={(event) => setExcluded(event.target.value)}
                  />
                </FormField>
              </>
            )}
            <FormField id="draw-count" label="抽几个" pointer="/count">
              <InputNumber
                id="draw-count"
                min={1}
                max={200}
                precision={0}
                value={count}
                onChange={(next) => setCount(next ?? 1)}
              />
            </FormField>
          </ActForm>
        </div>
      </Sheet>
    </div>
  )
}
