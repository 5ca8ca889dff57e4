/** Kinds of a major hazard unit, as people say them. */
export const unitTypes: Record<string, string> = { production: '生产单元', tank_farm: '储罐区', warehouse: '仓库' }
