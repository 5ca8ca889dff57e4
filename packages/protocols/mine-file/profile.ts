/** One column of a record. */
export interface Column {
  readonly name: string
  readonly holds: 'text' | 'number' | 'time' | 'state'
  /** Whether the text may be empty: null. Default no. */
  readonly optional?: boolean
}

/** One kind of file of a profile. */
export interface FileKind {
  readonly kind: string
  /** What the part of the file name between mine code and time begins with. */
  readonly code: string
  readonly columns: readonly Column[]
}

/**
 * How the files of one province, city or maker are laid out. There is no national layout: all of it is data (§7 of the reference).
 */
export interface Profile {
  readonly name: string
  readonly encoding: 'gb18030' | 'utf-8'
  readonly headerEnd: string
  readonly fieldSeparator: string
  readonly recordEnd: string
  readonly batchEnd: string
  readonly kinds: readonly FileKind[]
  /** Codes of point states → words of ours. */
  readonly states: Readonly<Record<string, string>>
}

const text = (name: string, optional = false): Column => ({ name, holds: 'text', optional })
const number = (name: string, optional = false): Column => ({ name, holds: 'number', optional })
const time = (name: string, optional = false): Column => ({ name, holds: 'time', optional })
const state = (name: string): Column => ({ name, holds: 'state' })

/**
 * The frame most local documents follow, with the file codes of one published city scheme; columns in the order of the reference. A
 * mine whose system differs gets a profile of its own.
 */
export const COMMON_PROFILE: Profile = {
  name: 'common',
  encoding: 'gb18030',
  headerEnd: '|',
  fieldSeparator: ';',
  recordEnd: '~',
  batchEnd: '||',
  kinds: [
    {
      kind: 'analogDefinition',
      code: 'AQMC',
      columns: [
        text('point'),
        text('sensorType'),
        text('unit', true),
        text('place'),
        number('rangeLow', true),
        number('rangeHigh', true),
        number('alarmHigh', true),
        number('alarmLow', true),
        number('cutOff', true),
        number('restore', true),
      ],
    },
    {
      kind: 'switchDefinition',
      code: 'AQKC',
      columns: [text('point'), text('sensorType'), text('place'), text('text0', true), text('text1', true)],
    },
    { kind: 'switchChange', code: 'AQKD', columns: [text('point'), text('from'), text('to'), time('at')] },
    { kind: 'realTime', code: 'AQSS', columns: [text('point'), number('value', true), state('state'), time('at')] },
    {
      kind: 'fiveMinutes',
      code: 'AQMT',
      columns: [
        text('point'),
        number('max', true),
        time('maxAt', true),
        number('min', true),
        time('minAt', true),
        number('mean', true),
      ],
    },
  ],
  states: {
    0: 'normal',
    1: 'alarm',
    2: 'cutOff',
    3: 'feedAbnormal',
    4: 'sensorFault',
    5: 'calibrating',
    6: 'overRange',
    7: 'substationLost',
  },
}
