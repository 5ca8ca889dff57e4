import { Button } from 'antd'
import { useState } from 'react'
import { ApiProblem } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type PlateSheet, plateSheets } from '../../model/codes.ts'
import { printAddress } from '../api.ts'

interface PrintButtonsProps {
  objectIds: readonly string[]
  small?: boolean
}

interface Fate {
  busy: PlateSheet | null
  problem: ApiProblem | null
  /** Set and ready, where the browser did not let the page open it by itself. */
  ready: string | null
}

const IDLE: Fate = { busy: null, problem: null, ready: null }

/** Opens the plates of enterprises to be printed; why they cannot be stands here and in no other tab. */
export function PrintButtons({ objectIds, small }: PrintButtonsProps) {
  const [fate, setFate] = useState<Fate>(IDLE)
  const print = async (sheet: PlateSheet) => {
    setFate({ ...IDLE, busy: sheet })
    const address = printAddress(objectIds, sheet)
    const problem = await refusalOf(address)
    setFate({ ...IDLE, problem, ready: problem || window.open(address, '_blank') ? null : address })
  }
  const size = small ? 'small' : 'middle'
  return (
    <>
      {(Object.entries(plateSheets) as [PlateSheet, string][]).map(([sheet, words]) => (
        <Button
          key={sheet}
          size={size}
          icon={<Icon name="print" />}
          disabled={fate.busy !== null}
          onClick={() => void print(sheet)}
        >
          {fate.busy === sheet ? '正在排版…' : `打印 ${words}`}
        </Button>
      ))}
      {fate.ready && (
        <a href={fate.ready} target="_blank" rel="noreferrer">
          排好了，打开
        </a>
      )}
      {fate.problem && (
        <div className="ag-notice ag-plate-refused" role="alert">
          <strong className="ag-warn">{fate.problem.title}</strong>
          <span>{fate.problem.detail}</span>
        </div>
      )}
    </>
  )
}

/** What stands in the way of the PDF of an address; null for nothing. */
async function refusalOf(address: string): Promise<ApiProblem | null> {
  const answer = await fetch(address).catch(() => null)
  if (!answer) return new ApiProblem(0, { title: '连不上服务器', detail: '网络断开，或服务器没有应答。' })
  if (!answer.ok) return new ApiProblem(answer.status, await answer.json().catch(() => ({})))
  await answer.body?.cancel()
  return null
}
