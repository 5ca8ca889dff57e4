/** Numbers of simulated vehicles: 0199 and eight digits on the wire; a device is known by it without the zero before it. */
export const phoneOf = (index: number): string => `199${String(index + 1).padStart(8, '0')}`
/** Every third terminal is of 2013, the others of 2019. */
export const editionOf = (index: number): 2013 | 2019 => (index % 3 === 2 ? 2013 : 2019)
export const plateOf = (index: number): string => `鲁E${String(90_001 + index).padStart(5, '0')}`

/** MN of simulated stations, 24 characters. */
export const stationCode = (index: number): string => `370500SIM${String(index + 1).padStart(15, '0')}`

/** The gateway of the n-th installation of an enterprise, by its unified social credit code. */
export const tankCode = (creditCode: string, number: number): string => `${creditCode}/mh${number}/gw`

/** Counties of the demo city that vehicles and stations are at home in. */
const COUNTIES = ['370502', '370505', '370523', '370503', '370522', '370571', '370572'] as const
export const countyOf = (index: number): string => COUNTIES[index % COUNTIES.length] as string
