import { useState } from 'react'
import { useTemplateItems } from '../api.ts'

interface TemplateItemsProps {
  code: string
  name: string
}

/** The template a task is carried out by, with what it looks at; the checks are read when they are opened. */
export function TemplateItems({ code, name }: TemplateItemsProps) {
  const [open, setOpen] = useState(false)
  const read = useTemplateItems(open ? code : null)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{name}</summary>
      {read.error && <span className="ag-pale">没有取到检查项，请再打开一次</span>}
      {open && !read.data && !read.error && <span className="ag-pale">正在取…</span>}
      {read.data?.items.length === 0 && <span className="ag-pale">检查库里没有这个模板的检查项</span>}
      <ol className="ag-task-items">
        {read.data?.items.map((item) => (
          <li key={item.code}>
            {item.question}
            <small>
              {item.basis}
              {!item.verified && '（未经核实）'}
            </small>
          </li>
        ))}
      </ol>
    </details>
  )
}
