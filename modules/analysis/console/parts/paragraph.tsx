import type { Word } from '../../model/words.ts'
import { Opens } from './opens.tsx'

/** Words in a row; figures open what they tell. */
export const Paragraph = ({ words }: { words: readonly Word[] }) => (
  <p>
    {words.map(({ t, to }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: words of one paragraph stand where they stand
      <Said key={at} t={t} to={to} />
    ))}
  </p>
)

const Said = ({ t, to }: { t: string; to: string | undefined }) => (to ? <Opens to={to}>{t}</Opens> : t)
