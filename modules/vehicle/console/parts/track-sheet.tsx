import { Button, Slider } from 'antd'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { isoDate, time } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useFences, useTrack, type VehicleFile } from '../api.ts'

const TrackMap = lazy(() => import('./track-map.tsx'))

const none: never[] = []
const USUAL_LIMIT = 80
/** One step of the replay. */
const STEP_MS = 120

/** Where the vehicle went on a day, played again: way, speed, stops. */
export function TrackSheet({ file }: { file: VehicleFile }) {
  const [day, setDay] = useState(() => isoDate(file.place ? new Date(file.place.at) : new Date()))
  const from = `${day}T00:00:00+08:00`
  const to = `${day}T23:59:59+08:00`
  const read = useTrack(file.id, from, to)
  const fences = useFences(undefined)
  const waybill = file.waybills.find(({ startedAt, endedAt }) => startedAt && !endedAt)
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const points = useMemo(
    () => read.data?.points.filter((point) => point.isFixed && point.lng !== null) ?? none,
    [read.data],
  )
  const last = Math.max(0, points.length - 1)
  useEffect(() => setAt(last), [last])
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => setAt((now) => (now >= last ? now : now + 1)), STEP_MS)
    return () => clearInterval(timer)
  }, [playing, last])
  useEffect(() => {
    if (at >= last) setPlaying(false)
  }, [at, last])
  const here = points[Math.min(at, last)]
  const play = () => {
    if (at >= last) setAt(0)
    setPlaying(!playing)
  }
  return (
    <Sheet
      title="轨迹"
      acts={
        <DayInput
          aria-label="哪一天的轨迹"
          value={day}
          max={isoDate(new Date())}
          onChange={(value) => value && setDay(value)}
        />
      }
    >
      {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.data && !read.error && <Waiting lines={6} />}
      {read.data && points.length === 0 && (
        <EmptyState icon="pin" title="这一天没有定位">
          换一天再看；终端离线时存下的定位，接上网络后会补上来。
        </EmptyState>
      )}
      {read.data && points.length > 0 && (
        <>
          <p className="ag-vehicle-sum">
            行驶 {read.data.distanceKm} 公里，最高 {Math.round(read.data.topKmh)} km/h，停车 {read.data.stops.length} 次
            {read.data.isCut && '（点太多，只画前一万个）'}
          </p>
          <Suspense fallback={<Waiting />}>
            <TrackMap
              track={read.data}
              fences={fences.data?.items ?? none}
              route={waybill?.route ?? null}
              speedLimitKmh={file.speedLimitKmh ?? USUAL_LIMIT}
              at={at}
            />
          </Suspense>
          <div className="ag-row ag-vehicle-replay">
            <Button size="small" onClick={play} style={{ width: 64 }}>
              {playing ? '停住' : '回放'}
            </Button>
            <Slider
              className="ag-grow"
              min={0}
              max={last}
              value={Math.min(at, last)}
              onChange={(value) => {
                setPlaying(false)
                setAt(value)
              }}
              tooltip={{ formatter: (index) => time(points[index ?? 0]?.at) }}
              ariaLabelForHandle="回放到哪里"
            />
            <span className="ag-nowrap">{here ? `${time(here.at)}，${Math.round(here.speedKmh ?? 0)} km/h` : ''}</span>
          </div>
          {read.data.stops.length > 0 && (
            <ul className="ag-vehicle-stops">
              {read.data.stops.map((stop) => (
                <li key={stop.from}>
                  {time(stop.from)} 起停 {stop.minutes} 分钟
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Sheet>
  )
}
