import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import type { ScoreCard } from '../duty-api.ts'
import { MechanismForm, SupportForm } from './support-forms.tsx'

const states = {
  met: { kind: 'done', word: '齐了' },
  partly: { kind: 'going', word: '还差一些' },
  missing: { kind: 'late', word: '没有' },
} as const

/** Elements that are written down here, with the head of their form. */
const forms: Record<string, string> = { support: '监管保障', mechanism: '运行机制' }

/** The seven elements of a grid, each with what is still missing. */
export function ScoreCardSheet({ code, layer }: { code: string; layer: string }) {
  const read = useRead<ScoreCard>(`/grids/${code}/score-card?layer=${layer}`)
  const may = useMay()
  const [open, setOpen] = useState<string | null>(null)
  const done = () => {
    setOpen(null)
    void read.refetch()
  }
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={7} />
  const card = read.data
  return (
    <Sheet title={`七要素齐了 ${card.met} 项，共 ${card.of} 项`} meta={`截至 ${card.on}`}>
      <ul className="ag-card-lines">
        {card.elements.map((element) => (
          <li key={element.element}>
            <b>{element.title}</b>
            <StatusMark kind={states[element.state].kind}>{states[element.state].word}</StatusMark>
            <div className="ag-grow">
              {element.summary}
              {element.gaps.length > 0 && (
                <ul className="ag-meta">
                  {element.gaps.map((gap) => (
                    <li key={gap}>{gap}</li>
                  ))}
                </ul>
              )}
            </div>
            {may('grid.assign') && element.element in forms && (
              <Button size="small" onClick={() => setOpen(element.element)}>
                登记{element.title}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={480}
        destroyOnHidden
        title={open ? forms[open] : ''}
      >
        {open === 'support' && <SupportForm code={code} layer={layer} onDone={done} />}
        {open === 'mechanism' && <MechanismForm code={code} layer={layer} onDone={done} />}
      </Drawer>
    </Sheet>
  )
}
