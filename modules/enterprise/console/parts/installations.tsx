import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import type { Installation } from '../ledger-api.ts'
import { InstallationForm } from './installation-form.tsx'
import { unitTypes } from './unit-types.ts'

const levels = ['', '一级', '二级', '三级', '四级']

interface InstallationsProps {
  enterpriseId: string
  rows: readonly Installation[]
  mayKeep: boolean
}

/** Major hazard installations (重大危险源) with R and level; each opens its calculation by GB 18218. */
export function Installations({ enterpriseId, rows, mayKeep }: InstallationsProps) {
  const [open, setOpen] = useState<string | null>(null)
  const [edited, setEdited] = useState<Installation | 'new' | null>(null)
  return (
    <section className="ag-ledger">
      <header>
        <h3>重大危险源</h3>
        <span className="ag-meta">{rows.length > 0 ? `${rows.length} 个，按 GB 18218-2018 分级` : '没有登记'}</span>
        <span className="ag-grow" />
        {mayKeep && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setEdited('new')}>
            登记重大危险源
          </Button>
        )}
      </header>
      {rows.length > 0 && (
        <div className="ag-table-frame">
          <table className="ag-table ag-dense">
            <caption className="ag-spoken">重大危险源</caption>
            <thead>
              <tr>
                <th scope="col">名称</th>
                <th scope="col">单元</th>
                <th scope="col">物质与设计最大量 t</th>
                <th scope="col" className="ag-right">
                  R 值
                </th>
                <th scope="col">级别</th>
                <th scope="col" className="ag-wide">
                  备案号
                </th>
                <th scope="col" className="ag-wide">
                  评估
                </th>
              </tr>
            </thead>
            {rows.map((row) => (
              <tbody key={row.id}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      className="ag-link"
                      aria-expanded={open === row.id}
                      onClick={() => setOpen(open === row.id ? null : row.id)}
                    >
                      <Icon name={open === row.id ? 'down' : 'right'} size={12} /> {row.name}
                    </button>
                  </th>
                  <td>{unitTypes[row.unitType] ?? row.unitType}</td>
                  <td>{row.stocks.map((stock) => `${stock.chemical} ${stock.tonnes}`).join('、')}</td>
                  <td className="ag-right">{row.r}</td>
                  <td>{row.level ? levels[row.level] : '不构成'}</td>
                  <td className="ag-wide ag-code">{row.filingNumber ?? '未备案'}</td>
                  <td className="ag-wide">{day(row.assessedOn)}</td>
                </tr>
                {open === row.id && (
                  <tr>
                    <td colSpan={7} style={{ padding: 0 }}>
                      <ol className="ag-steps">
                        {[...row.grading.steps, ...row.grading.assumptions].map((step) => (
                          <li key={step}>{step}</li>
                        ))}
                      </ol>
                      {mayKeep && (
                        <p className="ag-steps">
                          <button
                            type="button"
                            className="ag-link"
                            style={{ justifySelf: 'start' }}
                            onClick={() => setEdited(row)}
                          >
                            改这个单元
                          </button>
                        </p>
                      )}
                    </td>
                  </tr>
                )}
              </tbody>
            ))}
          </table>
        </div>
      )}
      <Drawer
        open={edited !== null}
        onClose={() => setEdited(null)}
        size={560}
        title={edited === 'new' ? '登记重大危险源' : edited?.name}
        destroyOnHidden
      >
        {edited && (
          <InstallationForm
            enterpriseId={enterpriseId}
            row={edited === 'new' ? null : edited}
            onDone={() => setEdited(null)}
          />
        )}
      </Drawer>
    </section>
  )
}
