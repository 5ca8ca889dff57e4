import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { commitSecret } from '../../model/draw.ts'
import { type Draw, newSecret, secretKey, useForgetDraws } from '../draw-api.ts'

/** What the actor has to do with a draw now, and why. */
export function DrawActs({ draw }: { draw: Draw }) {
  const act = useAct()
  const forget = useForgetDraws()
  const run = (work: () => Promise<unknown>, done: string) =>
    act.run(async () => {
      await work()
      await forget()
    }, done)
  const join = () => {
    const secret = localStorage.getItem(secretKey(draw.id)) ?? newSecret()
    localStorage.setItem(secretKey(draw.id), secret)
    const commitment = commitSecret(draw.record.commitment, secret)
    return run(() => send('POST', `/draws/${draw.id}/join`, { body: { commitment } }), '指纹已报上')
  }
  const begin = () => run(() => send('POST', `/draws/${draw.id}/begin`, { body: {} }), '参与方已封定')
  const may = (name: Draw['openActs'][number]) => draw.openActs.includes(name)
  if (draw.openActs.length === 0) return null
  return (
    <Sheet title="现在要做" className="ag-turn">
      <div className="ag-pad ag-stack">
        <Refusal problem={act.problem} />
        {may('join') && (
          <div>
            <p>
              您作为一方参与：浏览器生成一个随机数，先只报它的指纹。随机数留在这台电脑的这个浏览器里，到亮数时再用它。
            </p>
            <Button type="primary" disabled={act.busy} onClick={() => void join()}>
              生成随机数，报指纹
            </Button>
          </div>
        )}
        {may('begin') && (
          <div>
            <p>已有 {draw.parties} 方报了指纹。封定以后不能再加人，各方依次亮出随机数。</p>
            <Button disabled={act.busy} onClick={() => void begin()}>
              封定参与方，开始亮数
            </Button>
          </div>
        )}
        {may('reveal') && <Reveal draw={draw} />}
        {may('choose') && <Choose draw={draw} />}
        {may('void') && <Give draw={draw} />}
      </div>
    </Sheet>
  )
}

function Reveal({ draw }: { draw: Draw }) {
  const forget = useForgetDraws()
  const [secret, setSecret] = useState(localStorage.getItem(secretKey(draw.id)) ?? '')
  return (
    <ActForm
      request={{ method: 'POST', path: `/draws/${draw.id}/reveal`, body: { secret: secret.trim() } }}
      label="亮出随机数"
      done="已亮出"
      isReady={/^[0-9a-f]{32,128}$/.test(secret.trim())}
      onDone={async () => {
        localStorage.removeItem(secretKey(draw.id))
        await forget()
      }}
    >
      <TextField
        id="draw-secret"
        label="您的随机数"
        hint="报指纹时在这个浏览器里生成的；换了电脑的，从原来那台抄过来"
        pointer="/secret"
        value={secret}
        max={128}
        onChange={setSecret}
      />
    </ActForm>
  )
}

function Choose({ draw }: { draw: Draw }) {
  const forget = useForgetDraws()
  const [name, setName] = useState('')
  const [why, setWhy] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/draws/${draw.id}/choose`, body: { name, why } }}
      label="记下人工选定的"
      tone="plain"
      done="已记下，与抽出的分开"
      isReady={name.trim().length > 1 && why.trim().length > 1}
      onDone={async () => {
        setName('')
        setWhy('')
        await forget()
      }}
    >
      <p>抽出的不能改。确有需要另选的，记在这里，写明理由。</p>
      <TextField id="draw-name" label="另选了谁" pointer="/name" value={name} max={100} onChange={setName} />
      <TextField id="draw-why" label="理由" pointer="/why" value={why} max={300} onChange={setWhy} />
    </ActForm>
  )
}

function Give({ draw }: { draw: Draw }) {
  const forget = useForgetDraws()
  const [why, setWhy] = useState('')
  return (
    <details>
      <summary>作废这次抽取</summary>
      <ActForm
        request={{ method: 'POST', path: `/draws/${draw.id}/void`, body: { why } }}
        label="作废"
        tone="danger"
        done="已作废，记录留下"
        isReady={why.trim().length > 1}
        onDone={forget}
      >
        <TextField
          id="draw-void"
          label="作废理由"
          hint="记录和理由都留下"
          pointer="/why"
          value={why}
          max={300}
          onChange={setWhy}
        />
      </ActForm>
    </details>
  )
}
