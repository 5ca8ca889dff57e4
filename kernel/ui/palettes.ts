import tokens from './tokens.json' with { type: 'json' }

/** The two appearances there are. */
export type Appearance = 'light' | 'dark'

/** Colours of an appearance by their design names, for canvases that cannot read CSS variables. */
export const palettes = tokens.palette
