import { App, ConfigProvider, type ThemeConfig, theme } from 'antd'
import type { Locale } from 'antd/es/locale/index.js'
// Its types call this CommonJS; bundled it is the locale itself.
import zhCN from 'antd/es/locale/zh_CN.js'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type Appearance, palettes } from './palettes.ts'
import tokens from './tokens.json' with { type: 'json' }

/** What the person chose; `system` follows the machine. */
export type ThemeChoice = 'system' | 'light' | 'dark'

export { type Appearance, palettes } from './palettes.ts'

interface Theme {
  choice: ThemeChoice
  appearance: Appearance
  choose(choice: ThemeChoice): void
}

const zh = zhCN as unknown as Locale

/** Without the words of a date library the calendar would name its days in English. */
const locale = {
  ...zh,
  DatePicker: {
    ...zh.DatePicker,
    lang: {
      ...zh.DatePicker?.lang,
      shortWeekDays: ['日', '一', '二', '三', '四', '五', '六'],
      shortMonths: Array.from({ length: 12 }, (_, month) => `${month + 1}月`),
    },
  },
} as Locale

const STORED = 'angrid.theme'
const Context = createContext<Theme>({ choice: 'system', appearance: 'light', choose: () => {} })

/** The chosen theme and how to choose another. */
export const useTheme = () => useContext(Context)

/** Ant Design in our tokens, and the palette as CSS variables `--ag-<name>`. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(readChoice)
  const system = useSystemAppearance()
  const appearance = choice === 'system' ? system : choice
  useEffect(() => paint(appearance), [appearance])
  const value = useMemo(
    () => ({
      choice,
      appearance,
      choose: (next: ThemeChoice) => {
        localStorage.setItem(STORED, next)
        setChoice(next)
      },
    }),
    [choice, appearance],
  )
  return (
    <Context value={value}>
      <ConfigProvider locale={locale} button={{ autoInsertSpace: false }} theme={antdTheme(appearance)}>
        <App message={{ top: 60 }}>{children}</App>
      </ConfigProvider>
    </Context>
  )
}

/** Whoever asked his machine for little motion: a menu that has no time to slide in is never placed at all. */
const CALM = matchMedia('(prefers-reduced-motion: reduce)').matches

function antdTheme(appearance: Appearance): ThemeConfig {
  const { algorithm, pin, ...config } = tokens.antd[appearance]
  const base = algorithm === 'darkAlgorithm' ? theme.darkAlgorithm : theme.defaultAlgorithm
  return {
    ...config,
    token: { ...config.token, motion: !CALM },
    algorithm: [base, (seed, map) => ({ ...(map ?? base(seed)), ...pin })],
  }
}

function paint(appearance: Appearance): void {
  const root = document.documentElement
  root.dataset.theme = appearance
  root.style.colorScheme = appearance
  for (const [name, value] of Object.entries(palettes[appearance])) {
    if (typeof value === 'string') root.style.setProperty(`--ag-${kebab(name)}`, value)
  }
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function readChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORED)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function useSystemAppearance(): Appearance {
  const query = '(prefers-color-scheme: dark)'
  const [dark, setDark] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const follow = () => setDark(media.matches)
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [])
  return dark ? 'dark' : 'light'
}
