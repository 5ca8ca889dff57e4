import { useState } from 'react'
import { day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import type { Installation } from '../ledger-api.ts'

const kinds: Record<string, string> = { production: '生产单元', tank_farm: '储罐区', warehouse: '仓库' }
const levels = ['', '一级', '二级', '三级', '四级']

/** Major hazard installations (重大危险源) with R and level; each opens its calculation by GB 18218. */
export function Installations({ rows }: { rows: readonly Installation[] }) {
  const [open, setOpen] = useState<string | null>(null)
  return (
    <section className="ag-ledger">
      <header>
        <h3>重大危险源</h3>
        <span className="ag-meta">{rows.length > 0 ? `${rows.length} 个，按 GB 18218-2018 分级` : '没有登记'}</span>
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
                  <td>{kinds[row.unitType] ?? row.unitType}</td>
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
                    </td>
                  </tr>
                )}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </section>
  )
}
