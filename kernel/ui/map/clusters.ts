import * as maplibregl from 'maplibre-gl'
import { riskShape } from '../marks.tsx'

/** Some things close together: how many, and how many of each of four levels. */
export interface Cluster {
  lng: number
  lat: number
  count: number
  risk: Record<'1' | '2' | '3' | '4' | 'none', number>
  /** Name of the place most of them lie in. */
  place: string | null
}

const SVG = 'http://www.w3.org/2000/svg'
const order = ['1', '2', '3', '4'] as const

/**
 * Draws clusters as buttons: a neutral disc with the count and a ring shared by levels 1 to 4, clockwise from the top.
 * @param unit measure word of what is counted, for those who hear it
 */
export function drawClusters(
  map: maplibregl.Map,
  clusters: readonly Cluster[],
  onPick: (cluster: Cluster) => void,
  unit = '家',
): () => void {
  const markers = clusters.map((cluster) => {
    const element = document.createElement('button')
    element.type = 'button'
    element.className = 'ag-cluster'
    element.setAttribute('aria-label', `${cluster.count} ${unit}，放大`)
    element.append(cluster.count === 1 ? single(cluster) : disc(cluster))
    element.addEventListener('click', (event) => {
      event.stopPropagation()
      onPick(cluster)
    })
    return new maplibregl.Marker({ element }).setLngLat([cluster.lng, cluster.lat]).addTo(map)
  })
  return () => {
    for (const marker of markers) marker.remove()
  }
}

function disc(cluster: Cluster): SVGElement {
  const radius = Math.min(40, 15 + 0.95 * Math.sqrt(cluster.count))
  const size = radius * 2
  const svg = node('svg', {
    width: size,
    height: size,
    viewBox: `${-radius} ${-radius} ${size} ${size}`,
    'aria-hidden': 'true',
  })
  svg.append(node('circle', { r: radius - 0.5, fill: 'var(--ag-surface)', stroke: 'var(--ag-map-border)' }))
  const rated = order.reduce((sum, level) => sum + cluster.risk[level], 0)
  const ring = radius - 3.5
  const round = 2 * Math.PI * ring
  let start = 0
  for (const level of order) {
    const share = rated === 0 ? 0 : (cluster.risk[level] / rated) * round
    if (share === 0) continue
    svg.append(
      node('circle', {
        r: ring,
        fill: 'none',
        stroke: `var(--ag-risk${level})`,
        'stroke-width': 4,
        'stroke-dasharray': `${share} ${round - share}`,
        'stroke-dashoffset': -start,
        transform: 'rotate(-90)',
      }),
    )
    start += share
  }
  const text = node('text', { 'text-anchor': 'middle', y: 4, 'font-size': cluster.count > 999 ? 11 : 12 })
  text.textContent = String(cluster.count)
  svg.append(text)
  return svg
}

/** One thing alone: its shape without a digit. */
function single(cluster: Cluster): SVGElement {
  const svg = node('svg', { width: 14, height: 14, viewBox: '0 0 20 20', 'aria-hidden': 'true' })
  const level = order.find((candidate) => cluster.risk[candidate] > 0)
  svg.append(
    level
      ? node('path', { d: riskShape(level).path, class: `ag-risk-${level}` })
      : node('circle', {
          cx: 10,
          cy: 10,
          r: 8,
          fill: 'var(--ag-surface)',
          stroke: 'var(--ag-edge)',
          'stroke-dasharray': '3 2',
        }),
  )
  return svg
}

function node(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}
