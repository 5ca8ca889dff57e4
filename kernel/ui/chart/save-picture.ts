import { type Appearance, palettes } from '../palettes.ts'

/** What stands around a chart in its picture: without it nobody knows later what it showed. */
export interface Caption {
  title: string
  /** Where, when, and as it was known when. */
  foot: string
}

const SCALE = 2
const PAD = 16
const HEAD = 40
const FOOT = 32

/** Saves a chart as a picture with its title above and its place and time below. */
export function savePicture(chart: HTMLCanvasElement, caption: Caption, appearance: Appearance): void {
  const colour = palettes[appearance]
  const letters = getComputedStyle(document.body).fontFamily
  const sheet = document.createElement('canvas')
  sheet.width = chart.width + 2 * PAD * SCALE
  sheet.height = chart.height + (HEAD + FOOT) * SCALE
  const brush = sheet.getContext('2d')
  if (!brush) return
  const room = sheet.width - 2 * PAD * SCALE
  brush.fillStyle = colour.surface
  brush.fillRect(0, 0, sheet.width, sheet.height)
  brush.drawImage(chart, PAD * SCALE, HEAD * SCALE)
  brush.textBaseline = 'middle'
  brush.fillStyle = colour.ink
  brush.font = `600 ${15 * SCALE}px ${letters}`
  brush.fillText(caption.title, PAD * SCALE, (HEAD / 2) * SCALE, room)
  brush.fillStyle = colour.ink2
  brush.font = `${12 * SCALE}px ${letters}`
  brush.fillText(caption.foot, PAD * SCALE, sheet.height - (FOOT / 2) * SCALE, room)
  const link = document.createElement('a')
  link.href = sheet.toDataURL('image/png')
  link.download = `${caption.title}.png`
  link.click()
}
