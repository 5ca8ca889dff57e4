import outline from '#apps/server/demo/dongying-outline.json' with { type: 'json' }

const names: Record<string, string> = {
  '370502': '东营区',
  '370503': '河口区',
  '370505': '垦利区',
  '370522': '利津县',
  '370523': '广饶县',
  '370571': '东营经开区',
  '370572': '东营港',
}

const UNIT = 400
/** A degree of longitude is shorter than one of latitude at 37.5° N. */
const SQUEEZE = Math.cos((37.5 * Math.PI) / 180)

/** Outline of the demo city's districts; a picture for orientation, not a boundary. */
export default function DemoOutline() {
  const districts = outline.features.map((feature) => {
    const rings = (feature.geometry.type === 'Polygon'
      ? [feature.geometry.coordinates]
      : feature.geometry.coordinates) as unknown as number[][][][]
    const points = rings.flat(2).map(([lng, lat]) => [(lng as number) * SQUEEZE * UNIT, -(lat as number) * UNIT])
    return { code: feature.properties.code, rings, points }
  })
  const all = districts.flatMap((district) => district.points)
  const box = bounds(all)
  return (
    <svg
      className="ag-outline"
      viewBox={`${box.left - 6} ${box.top - 6} ${box.width + 12} ${box.height + 12}`}
      role="img"
      aria-label="东营市各县区示意图"
    >
      {districts.map(({ code, rings }) => (
        <path key={code} d={rings.flatMap((polygon) => polygon.map(trace)).join('')} />
      ))}
      {districts.map(({ code, points }) => {
        const own = bounds(points)
        return (
          <text key={code} x={own.left + own.width / 2} y={own.top + own.height / 2}>
            {names[code] ?? code}
          </text>
        )
      })}
    </svg>
  )
}

function trace(ring: number[][]): string {
  const steps = ring.map(
    ([lng, lat]) => `${((lng as number) * SQUEEZE * UNIT).toFixed(1)} ${(-(lat as number) * UNIT).toFixed(1)}`,
  )
  return `M${steps.join('L')}Z`
}

function bounds(points: number[][]) {
  const xs = points.map(([x]) => x as number)
  const ys = points.map(([, y]) => y as number)
  const left = Math.min(...xs)
  const top = Math.min(...ys)
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
}
