import { count } from '#kernel/ui/format.ts'
import { RiskMark } from '#kernel/ui/marks.tsx'
import { Waiting } from '#kernel/ui/parts.tsx'
import { levelColours } from '../../model/codes.ts'
import { LEVELS, markLevel, type Region, type RiskRules } from '../api.ts'

interface RegionTableProps {
  regions: readonly Region[] | undefined
  rules: RiskRules | undefined
  onGo(gridCode: string): void
}

/** The regional risk of each grid below, with the formula it follows from. */
export function RegionTable({ regions, rules, onGo }: RegionTableProps) {
  if (!regions) return <Waiting lines={4} />
  if (regions.length === 0) return null
  const sorted = regions.toSorted((a, b) => (b.index ?? -1) - (a.index ?? -1))
  return (
    <section className="ag-regions" aria-label="区域风险">
      <h3>区域风险</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">网格</th>
            <th scope="col">企业 家</th>
            <th scope="col">指数</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((region) => (
            <tr key={region.gridCode}>
              <th scope="row">
                <button type="button" className="ag-link" onClick={() => onGo(region.gridCode)}>
                  {region.gridName}
                </button>
              </th>
              <td>{count(region.enterprises)}</td>
              <td>
                {region.level === null || region.index === null ? (
                  <span className="ag-pale">没有评估</span>
                ) : (
                  <span className="ag-risk">
                    {region.index.toFixed(1)}
                    <RiskMark level={markLevel(region.level)} size={14} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rules && <p className="ag-meta">{formulaWords(rules)}</p>}
    </section>
  )
}

const formulaWords = ({ weights, least }: RiskRules) =>
  `指数 = 每家企业按最高一级风险点计分（${LEVELS.map((level) => `${levelColours[level]} ${weights[level]}`).join('、')}），` +
  `加起来除以有风险点的企业数；${least[0]} 及以上红，${least[1]} 橙，${least[2]} 黄，以下蓝。没有风险点的企业不算。` +
  '分值和分档可在设置里改，未经核实。'
