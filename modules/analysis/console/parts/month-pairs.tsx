import { count } from '#kernel/ui/format.ts'
import type { Cockpit } from '../../model/cockpit.ts'

const WIDTH = 380
const HEIGHT = 200
const LEFT = 44
const FOOT = 24
const HEAD = 22

/** Hazards found month by month, by enterprises and by offices; the month that is not over is hatched. */
export function MonthPairs({ months }: { months: Cockpit['found'] }) {
  const most = Math.max(1, ...months.flatMap(({ self, office }) => [self, office]))
  const step = tidyStep(most)
  const top = Math.ceil(most / step) * step
  const y = (value: number) => HEAD + (HEIGHT - HEAD - FOOT) * (1 - value / top)
  const wide = (WIDTH - LEFT) / months.length
  const highest = months.reduce((best, month) => (month.self > best.self ? month : best), months[0] ?? NONE)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="ag-cockpit-months" role="img" aria-label={spoken(months)}>
      <defs>
        <pattern id="ag-part-month" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="5" className="ag-cockpit-self" />
        </pattern>
      </defs>
      {Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step).map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} className="ag-cockpit-rule" />
          <text x={LEFT - 6} y={y(value)} dy="0.32em" className="ag-cockpit-tick">
            {count(value)}
          </text>
        </g>
      ))}
      {months.map(({ month, self, office }, at) => {
        const x = LEFT + at * wide
        const isPart = at === months.length - 1
        const bar = (value: number, left: number, className: string) => (
          <rect
            x={x + wide * left}
            y={y(value)}
            width={wide * 0.3}
            height={y(0) - y(value)}
            className={isPart ? `${className} ag-cockpit-part` : className}
          />
        )
        return (
          <g key={month}>
            {bar(self, 0.16, 'ag-cockpit-self')}
            {bar(office, 0.52, 'ag-cockpit-office')}
            <text x={x + wide / 2} y={HEIGHT - 6} className="ag-cockpit-month">
              {Number(month.slice(5, 7))}月
            </text>
            {month === highest.month && self > 0 && (
              <text x={x + wide * 0.31} y={y(self) - 6} className="ag-cockpit-top">
                {count(self)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

const NONE = { month: '', self: 0, office: 0 }

/** Steps of 1, 2 or 5 with so many noughts that at most four lines are drawn. */
function tidyStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 3 || 1))
  return [1, 2, 5, 10].map((times) => Math.max(1, times * power)).find((step) => most / step <= 4) ?? 1
}

const spoken = (months: Cockpit['found']) =>
  months
    .map(({ month, self, office }) => `${month.slice(0, 7)} 企业自查 ${count(self)} 条，政府检查 ${count(office)} 条`)
    .join('；')
