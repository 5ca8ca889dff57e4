/** What a check says about a position; the same words as a code finding. */
export interface PointFinding {
  readonly valid: boolean
  readonly reason: string | null
  readonly hint?: string
}

/**
 * Whether a longitude and latitude can be a place in China: 73.4–135.1, 3.4–53.6. coordinates-and-maps.md §1.
 * Swapped values are refused with a hint, never swapped silently.
 */
export function checkPoint(lng: number, lat: number): PointFinding {
  if (!Number.isFinite(lng) || !Number.isFinite(lat)) return { valid: false, reason: '经度和纬度应为数字' }
  if (isInChina(lng, lat)) return { valid: true, reason: null }
  if (lat > 60 && lng < 60) {
    return { valid: false, reason: '经度和纬度疑似填反', hint: `是否应为经度 ${lat}、纬度 ${lng}` }
  }
  if (lng < 73.4 || lng > 135.1) return { valid: false, reason: `经度 ${lng} 不在中国范围（73.4 至 135.1）内` }
  return { valid: false, reason: `纬度 ${lat} 不在中国范围（3.4 至 53.6）内` }
}

/** Whether a position lies in the bounding box of China. coordinates-and-maps.md §1. */
export function isInChina(lng: number, lat: number): boolean {
  return lng >= 73.4 && lng <= 135.1 && lat >= 3.4 && lat <= 53.6
}
