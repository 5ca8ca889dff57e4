import { count } from '#kernel/ui/format.ts'
import { Figure, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { gridKinds } from '../../model/codes.ts'
import type { GridNode } from '../api.ts'

interface ChildrenProps {
  node: GridNode
  rows: GridNode[] | undefined
  error: Error | null
  retry(): void
}

/** What lies right below, with figures that add up to the node's own or say by how much they do not. */
export function Children({ node, rows, error, retry }: ChildrenProps) {
  if (error) return <ProblemPanel error={error} retry={retry} />
  if (!rows) return <Waiting lines={6} />
  const sum = rows.reduce((total, row) => total + row.enterpriseCount, 0)
  const apart = node.enterpriseCount - sum
  return (
    <Sheet title="下级网格" meta={`${count(rows.length)} 个`}>
      <div className="ag-table-frame">
        <table className="ag-table ag-dense">
          <caption className="ag-spoken">{node.name}的下级网格</caption>
          <thead>
            <tr>
              <th scope="col">编码</th>
              <th scope="col">名称</th>
              <th scope="col">类别</th>
              <th scope="col" className="ag-right">
                下级 个
              </th>
              <th scope="col" className="ag-right">
                企业 家
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code}>
                <td className="ag-code ag-pale">{row.code}</td>
                <th scope="row" className="ag-lead">
                  <To to={`/grids/${row.code}`}>{row.name}</To>
                </th>
                <td>{gridKinds[row.kind]}</td>
                <td className="ag-right">{count(row.childCount)}</td>
                <td className="ag-right">
                  <To to="/enterprises" search={{ grid: row.code }} className="ag-opens">
                    {count(row.enterpriseCount)}
                  </To>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer>
        下级合计 <Figure value={sum} /> 家，
        {apart === 0 ? (
          '与本级总数相符'
        ) : (
          <span className="ag-soon">比本级总数少 {count(apart)} 家，它们直接挂在本级</span>
        )}
      </footer>
    </Sheet>
  )
}
