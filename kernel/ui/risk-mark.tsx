const risks = {
  '1': { colour: '红色', word: '重大风险', path: 'M10 .8 19.2 10 10 19.2.8 10z', y: 14 },
  '2': { colour: '橙色', word: '较大风险', path: 'M10 1.2 19.4 18.2H.6z', y: 15.8 },
  '3': { colour: '黄色', word: '一般风险', path: 'M2.2 2.2h15.6v15.6H2.2z', y: 14 },
  '4': { colour: '蓝色', word: '低风险', path: 'M10 1.4a8.6 8.6 0 1 1 0 17.2 8.6 8.6 0 0 1 0-17.2z', y: 14 },
} as const

/** One of the four statutory levels. */
export type RiskLevel = keyof typeof risks

/** Level of a value that may be none; null for anything but 1 to 4. */
export const riskLevel = (value: unknown): RiskLevel | null =>
  String(value) in risks ? (String(value) as RiskLevel) : null

/** Words of a level as they are spoken: 橙色 · 较大风险. */
export const riskWords = (level: RiskLevel | null) =>
  level ? `${risks[level].colour} · ${risks[level].word}` : '未评级'

/** Outline of a level's shape in a 20 × 20 square, for canvases. */
export const riskShape = (level: RiskLevel) => ({ path: risks[level].path, digitY: risks[level].y })

/** Statutory risk level: shape and digit, with its words when asked. Unrated is a dashed empty circle. */
export function RiskMark({ level, words, size = 18 }: { level: RiskLevel | null; words?: boolean; size?: number }) {
  return (
    <span className="ag-risk" title={riskWords(level)}>
      <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
        {level ? (
          <>
            <path d={risks[level].path} className={`ag-risk-${level}`} />
            <text
              x="10"
              y={risks[level].y}
              textAnchor="middle"
              fontSize="11"
              fontWeight="600"
              className={`ag-on-${level}`}
            >
              {level}
            </text>
          </>
        ) : (
          <circle cx="10" cy="10" r="8" fill="none" stroke="var(--ag-edge)" strokeWidth="1.5" strokeDasharray="3 2" />
        )}
      </svg>
      {words ? riskWords(level) : <span className="ag-spoken">{riskWords(level)}</span>}
    </span>
  )
}
