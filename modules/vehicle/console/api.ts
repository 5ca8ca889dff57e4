import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type {
  AlertLine,
  CrewView,
  FenceView,
  OrderView,
  TrackView,
  VehicleFile as VehicleFileSchema,
  VehicleLine as VehicleLineSchema,
  WaybillView,
} from '../model/schema.ts'

export type VehicleLine = z.output<typeof VehicleLineSchema>
export type VehicleFile = z.output<typeof VehicleFileSchema>
export type Alert = z.output<typeof AlertLine>
export type Order = z.output<typeof OrderView>
export type Waybill = z.output<typeof WaybillView>
export type CrewMember = z.output<typeof CrewView>
export type Fence = z.output<typeof FenceView>
export type Track = z.output<typeof TrackView>

export interface VehicleOnMap {
  id: string
  plate: string
  motion: VehicleLine['motion']
  at: string
  lng: number
  lat: number
  speedKmh: number | null
  direction: number | null
  isLoaded: boolean
  worst: number | null
}

export interface VehicleSummary {
  at: string
  total: number
  moving: number
  standing: number
  silent: number
  never: number
  loaded: number
  alerting: number
}

/** What list, figures and map are narrowed by. */
export const filterKeys = ['q', 'grid', 'objectId', 'state', 'loaded', 'alerts'] as const

export const filterOf = (search: Search): Search =>
  Object.fromEntries(filterKeys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))

/** Vehicles move: what is on a map is read again so often. */
const LIVE_MS = 5_000

export const useVehicleList = (search: Search) =>
  useRead<{ items: VehicleLine[]; nextCursor: string | null; total: number }>(
    `/vehicles${queryString({ ...filterOf(search), cursor: search.cursor, limit: 50 })}`,
    { keep: true, every: () => 4 * LIVE_MS },
  )

export const useVehicleSummary = (search: Search) =>
  useRead<VehicleSummary>(`/vehicles/summary${queryString({ grid: search.grid, objectId: search.objectId })}`, {
    keep: true,
    every: () => 4 * LIVE_MS,
  })

export const useVehiclesOnMap = (search: Search) =>
  useRead<{ at: string; isCut: boolean; items: VehicleOnMap[] }>(`/vehicles/map${queryString(filterOf(search))}`, {
    keep: true,
    every: () => LIVE_MS,
  })

export const useVehicle = (id: string) => useRead<VehicleFile>(`/vehicles/${id}`, { every: () => LIVE_MS })

export const useTrack = (id: string, from: string, to: string) =>
  useRead<Track>(`/vehicles/${id}/track${queryString({ from, to })}`, { keep: true, every: () => 4 * LIVE_MS })

export const useAlerts = (search: Search, every?: number) =>
  useRead<{ items: Alert[]; nextCursor: string | null; total: number }>(`/vehicle-alerts${queryString(search)}`, {
    keep: true,
    every: () => every ?? false,
  })

export const useFences = (grid: string | undefined) =>
  useRead<{ items: Fence[] }>(`/fences${queryString({ grid })}`, { keep: true })

export const useCrew = (objectId: string | null) =>
  useRead<{ items: CrewMember[] }>(objectId && `/vehicle-crew${queryString({ objectId })}`)

const OURS = ['/vehicle', '/fences', '/waybills']

/** Makes everything read of vehicles be read again. */
export function useForgetVehicles(): () => Promise<void> {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && OURS.some((start) => path.startsWith(start)),
    })
}
