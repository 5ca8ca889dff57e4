import { useRead } from '../query.ts'
import type { BaseMap } from './base-map.ts'

/** The base map the administrator chose; undefined until known, and then the map is plain. */
export const useBaseMap = (): BaseMap | undefined => useRead<BaseMap>('/base-map', { staleTime: 300_000 }).data
