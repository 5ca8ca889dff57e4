import { lazy, Suspense, useMemo } from 'react'
import { useBaseMap } from '#kernel/ui/map/use-base-map.ts'
import { Waiting } from '#kernel/ui/parts.tsx'
import { TextField } from '#kernel/ui/text-field.tsx'
import { useOwnEnterprise } from '../api.ts'

const PointMap = lazy(() => import('#modules/grid/console/parts/objects/point-map.tsx'))

interface SpotFieldProps {
  lng: string
  lat: string
  onChange(spot: { lng: string; lat: string }): void
}

const none: never[] = []

/** Where a risk point is: the enterprise's own place until somebody says better, pressed on a map when there is one. */
export function SpotField({ lng, lat, onChange }: SpotFieldProps) {
  const base = useBaseMap()
  const own = useOwnEnterprise()
  const at = own.data?.values
  const around = useMemo(() => (at?.lng && at.lat ? { lng: at.lng, lat: at.lat } : null), [at?.lng, at?.lat])
  const point = useMemo(() => {
    const [east, north] = [Number(lng), Number(lat)]
    return lng && lat && Number.isFinite(east) && Number.isFinite(north) ? { lng: east, lat: north } : null
  }, [lng, lat])
  return (
    <>
      {around && (base?.layers.length ?? 0) > 0 && (
        <Suspense fallback={<Waiting />}>
          <PointMap
            label="点一下，选风险点的位置"
            areas={none}
            around={around}
            point={point}
            onPoint={(spot) => onChange({ lng: String(spot.lng), lat: String(spot.lat) })}
          />
        </Suspense>
      )}
      <div className="ag-form-grid">
        <TextField
          id="risk-lng"
          label="经度"
          hint={around ? '先用了企业的位置，可以改' : '选填，如 118.512345'}
          pointer="/lng"
          max={14}
          value={lng}
          onChange={(value) => onChange({ lng: value, lat })}
        />
        <TextField
          id="risk-lat"
          label="纬度"
          hint="和经度一起填；不填就不在图上"
          pointer="/lat"
          max={14}
          value={lat}
          onChange={(value) => onChange({ lng, lat: value })}
        />
      </div>
    </>
  )
}
