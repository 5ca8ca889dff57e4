import { count } from '#kernel/ui/format.ts'
import type { Cluster } from '#kernel/ui/map/clusters.ts'
import type { Point } from '#kernel/ui/map/points.ts'
import { type RiskLevel, RiskMark, riskLevel } from '#kernel/ui/marks.tsx'
import { EmptyState, To } from '#kernel/ui/parts.tsx'

const levels: readonly RiskLevel[] = ['1', '2', '3', '4']
const SHOWN = 200

interface MapListProps {
  clusters: readonly Cluster[]
  points: readonly (Point & { metres?: number })[]
  chosen: string | null
  onChoose(id: string): void
  onGo(place: { lng: number; lat: number }): void
}

/** The same things as on the map, for the keyboard and for print. */
export function MapList({ clusters, points, chosen, onChoose, onGo }: MapListProps) {
  if (clusters.length === 0 && points.length === 0)
    return (
      <EmptyState icon="pin" title="这一块没有企业">
        移动或缩小地图再看；没有坐标的企业不在图上，到企业列表里查。
      </EmptyState>
    )
  if (points.length === 0) {
    const biggest = [...clusters].sort((a, b) => b.count - a.count)
    return (
      <ul>
        {biggest.map((cluster) => (
          <li key={`${cluster.lng},${cluster.lat}`} className="ag-map-row ag-map-cluster">
            <span className="ag-map-place ag-grow">
              <b>{count(cluster.count)}</b> 家
              {cluster.place && <span className="ag-soft ag-ellipsis">多在{cluster.place}</span>}
            </span>
            <button
              type="button"
              className="ag-link"
              aria-label={`放大到${cluster.place ?? '这一处'}`}
              onClick={() => onGo(cluster)}
            >
              放大
            </button>
            <span className="ag-row ag-nowrap">
              {levels.map(
                (level) =>
                  cluster.risk[level] > 0 && (
                    <span key={level} className="ag-row" style={{ gap: 3 }}>
                      <RiskMark level={level} size={14} />
                      {count(cluster.risk[level])}
                    </span>
                  ),
              )}
            </span>
          </li>
        ))}
      </ul>
    )
  }
  const worst = [...points].sort((a, b) => (a.metres ?? 0) - (b.metres ?? 0) || rank(a) - rank(b))
  return (
    <ul>
      {worst.slice(0, SHOWN).map((point) => (
        <li key={point.id} className="ag-map-row" data-on={point.id === chosen ? '' : undefined}>
          <RiskMark level={riskLevel(point.riskLevel)} />
          <To to={`/enterprises/${point.id}`} className="ag-grow ag-ellipsis">
            {point.name}
          </To>
          {point.hasMajorHazard && <span className="ag-kind">重大危险源</span>}
          {point.metres !== undefined && <span className="ag-meta">{distance(point.metres)}</span>}
          <button
            type="button"
            className="ag-link"
            aria-label={`在图上看${point.name}`}
            onClick={() => onChoose(point.id)}
          >
            图上
          </button>
        </li>
      ))}
      {worst.length > SHOWN && (
        <li className="ag-map-row ag-meta">另有 {count(worst.length - SHOWN)} 家，放大或筛选后列出</li>
      )}
    </ul>
  )
}

const rank = (point: Point) => Number(riskLevel(point.riskLevel) ?? 5)

const distance = (metres: number) => (metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`)
