const paths = {
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  clock: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM8 5v3.2l2.2 1.4',
  home: 'M2.5 7 8 2.5 13.5 7v6.5h-4V10h-3v3.5h-4z',
  map: 'M2 4l4-1.5 4 1.5 4-1.5v9.5L10 13.5 6 12l-4 1.5zM6 2.5V12M10 4v9.5',
  factory: 'M2.5 13.5v-7l4 2v-2l4 2V3h3v10.5zM5 11h1M8.5 11h1',
  check: 'M3 2.5h10v11H3zM5.5 8l1.8 1.8L10.8 6',
  tick: 'M2.8 8.6 6.3 12l7-8',
  warn: 'M8 2.2 14.2 13.5H1.8zM8 6.5v3.2M8 11.6v.2',
  grid: 'M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v11',
  people:
    'M6 7.5a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM1.8 13.2c.3-2.6 2-4 4.2-4s3.9 1.4 4.2 4M10.8 3a2.2 2.2 0 0 1 0 4.2M11.6 9.4c1.5.4 2.4 1.7 2.6 3.8',
  inbound: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 11v2.5h11V11',
  outbound: 'M8 10.2V2.4M4.8 5.4 8 2.2l3.2 3.2M2.5 11v2.5h11V11',
  search: 'M7 11.2a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4zM10.2 10.2 14 14',
  down: 'M4 6.2 8 10l4-3.8',
  right: 'M6.2 4 10 8l-3.8 4',
  left: 'M9.8 4 6 8l3.8 4',
  bell: 'M3.5 11.5h9l-1.2-1.8V7a3.3 3.3 0 0 0-6.6 0v2.7zM6.8 13.4h2.4',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  print: 'M4.5 6V2.5h7V6M4.5 11H2.5V6h11v5h-2M4.5 9.5h7v4h-7z',
  more: 'M3.5 8h.2M8 8h.2M12.5 8h.2',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  document: 'M4 1.8h5.5L12.5 5v9.2H4zM9.3 1.8V5h3.2M6 8h4.5M6 10.5h4.5',
  seal: 'M2.5 2.5h11v11h-11zM5 5.5h6M5 8h6M5 10.5h3.5',
  gear: 'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4',
  post: 'M2 4h12v8.5H2zM2 4.5l6 4.5 6-4.5',
  twin: 'M2.5 2.5h7.5V10H2.5zM6 6h7.5v7.5H6z',
  table: 'M2 3h12v10H2zM2 6.3h12M2 9.6h12M6 3v10',
  none: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM3.8 3.8l8.4 8.4',
  camera: 'M2 5h3l1.2-1.8h3.6L11 5h3v8H2zM8 11.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  edit: 'M3 13l.6-2.8L10.8 3 13 5.2l-7.2 7.2z',
  pin: 'M8 14s4.6-4.4 4.6-7.6A4.6 4.6 0 0 0 8 1.8a4.6 4.6 0 0 0-4.6 4.6C3.4 9.6 8 14 8 14zM8 8a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 8 8z',
  box: 'M2.5 3.5h11v9h-11z',
  ring: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z',
  scan: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M4.5 8h7',
  mic: 'M8 9.8a2 2 0 0 0 2-2v-3a2 2 0 0 0-4 0v3a2 2 0 0 0 2 2zM4 7.8a4 4 0 0 0 8 0M8 11.8v2.4M5.8 14.2h4.4',
  truck:
    'M1.5 3.5h8v7h-8zM9.5 6h3l2 2.3v2.2h-5M4.2 12.8a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6zM11.8 12.8a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6z',
  gauge: 'M2.5 11.5a5.5 5.5 0 1 1 11 0M8 11.5l2.6-3.6M4.5 13.5h7',
  flag: 'M3 13.8V2.2M3 3h9l-2 3 2 3H3',
} as const

/** Names of the line icons there are. */
export type IconName = keyof typeof paths

/** A 16 px line icon beside words; the words carry the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="ag-icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** The mark of the house: a roof over a grid. */
export function HouseMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true">
      <rect width="26" height="26" rx="3" fill="var(--ag-brand)" />
      <g fill="none" stroke="var(--ag-surface)" strokeWidth="1.5">
        <path d="M6 10.2V7h14v3.2M13 4.6V7" />
        <path d="M6.2 12.6h13.6v7.6H6.2zM10.7 12.6v7.6M15.3 12.6v7.6M6.2 16.4h13.6" />
      </g>
    </svg>
  )
}
