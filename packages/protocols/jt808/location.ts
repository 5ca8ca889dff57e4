import { position, signed } from './hemispheres.ts'
import { ITEM_TABLE } from './items.ts'
import type { Part } from './layout.ts'
import { ALARM_BITS, STATUS_BITS } from './location-bits.ts'
import { time } from './moments.ts'
import { bits, u16 } from './scalars.ts'
import { entries } from './structures.ts'

/** The 28 bytes every location begins with: degrees WGS-84, metres, km/h, degrees from north clockwise, UTC+8. */
export const basicLocation: readonly Part[] = [
  signed('status', 2, 3, [
    bits('alarm', 4, ALARM_BITS),
    bits('status', 4, STATUS_BITS),
    ...position,
    u16('altitude'),
    u16('speed', { divisor: 10 }),
    u16('direction', { max: 359 }),
    time('time'),
  ]),
]

/** A location report with its additional items. */
export const location: readonly Part[] = [...basicLocation, entries('items', ITEM_TABLE, 'rest')]
