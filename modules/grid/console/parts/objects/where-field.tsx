import { lazy, Suspense, useEffect, useMemo } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { queryString } from '#kernel/ui/api.ts'
import { Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { TextField } from '#kernel/ui/text-field.tsx'
import { useBoundaries } from '../../boundaries.ts'
import type { PlaceOfPoint } from '../../boundary-api.ts'

const PointMap = lazy(() => import('./point-map.tsx'))

/** A position as typed; empty when it is not known. */
export interface Where {
  lng: string
  lat: string
}

interface WhereFieldProps {
  value: Where
  /** Which grid's boundaries the map shows. */
  grid: string | undefined
  onChange(where: Where): void
  /** The grid a position lies in, as soon as it is known. */
  onFound(code: string): void
}

/** Where something is: pressed on the map or typed; the grid is found from it. */
export function WhereField({ value, grid, onChange, onFound }: WhereFieldProps) {
  const me = useMe()
  const boundaries = useBoundaries(grid ?? (me.data?.gridCode || null))
  const point = useMemo(() => numbersOf(value), [value])
  const found = useRead<PlaceOfPoint>(point && `/grid-of-point${queryString(point)}`)
  const code = found.data?.found?.code
  useEffect(() => {
    if (code) onFound(code)
  }, [code, onFound])
  return (
    <>
      <div className="ag-point-map">
        <Suspense fallback={<Waiting />}>
          <PointMap
            label="点一下，选这个场所的位置"
            areas={boundaries.areas}
            point={point}
            onPoint={({ lng, lat }) => onChange({ lng: String(lng), lat: String(lat) })}
          />
        </Suspense>
      </div>
      <div className="ag-form-grid">
        <TextField
          id="where-lng"
          label="经度"
          hint="选填，在图上点或直接填"
          pointer="/lng"
          placeholder="如 118.512345"
          max={12}
          value={value.lng}
          onChange={(lng) => onChange({ ...value, lng })}
        />
        <TextField
          id="where-lat"
          label="纬度"
          hint="选填"
          pointer="/lat"
          placeholder="如 37.123456"
          max={12}
          value={value.lat}
          onChange={(lat) => onChange({ ...value, lat })}
        />
      </div>
      <p className="ag-soft" role="status">
        {foundWords(point, found.data, found.error)}
      </p>
    </>
  )
}

/** A typed position as numbers; null while it is none. */
export function numbersOf({ lng, lat }: Where): { lng: number; lat: number } | null {
  if (!lng.trim() || !lat.trim()) return null
  const [east, north] = [Number(lng), Number(lat)]
  return Number.isFinite(east) && Number.isFinite(north) ? { lng: east, lat: north } : null
}

function foundWords(point: object | null, data: PlaceOfPoint | undefined, error: Error | null): string {
  if (!point) return '没有位置时，在下面直接选网格。'
  if (error) return error.message
  if (!data) return '正在找这个位置在哪个网格…'
  if (!data.found) return '这个位置不在您辖区任何有边界的网格里，请核对，或在下面直接选网格。'
  const names = data.found.path.map(({ name }) => name).join(' / ')
  return `落在 ${names}${data.found.sketched ? '（演示边界）' : ''}`
}
