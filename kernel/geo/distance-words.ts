/** A distance as people say it: 180 米, 3.2 公里. */
export const distanceWords = (metres: number): string =>
  metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`
