import type { CodeNames } from './layout.ts'

/** Both code lists of plate colours (§0x0100 of the reference); 9 is the old list's "other". */
export const PLATE_COLORS: CodeNames = {
  0: 'none',
  1: 'blue',
  2: 'yellow',
  3: 'black',
  4: 'white',
  5: 'green',
  9: 'other',
  91: 'farmYellow',
  92: 'farmGreen',
  93: 'yellowGreen',
  94: 'graduatedGreen',
}
