import { useEffect, useRef } from 'react'
import { useRead } from '#kernel/ui/query.ts'
import { palettes, useTheme } from '#kernel/ui/theme.tsx'
import { HEIGHT, type Plane, type Spot, WIDTH } from './map-plane.ts'

interface Dots {
  lng: number[]
  lat: number[]
  levels: string
  every: number
}

/** Whole numbers of the answer to a degree. */
const PER_DEGREE = 100_000
const SIZE = 2.4
/** The graver are drawn later, so that nothing hides them. */
const ORDER = ['0', '4', '3', '2', '1'] as const

/** The dots of a grid: all enterprises that have a place, one dot each. */
export const useDots = (grid: string | null, isOn: boolean) =>
  useRead<Dots>(isOn && grid ? `/enterprises/dots?grid=${grid}` : null, { keep: true, staleTime: 300_000 })

/** A hundred thousand dots in the colours of risk, drawn once into one picture; it does not move, so nothing can stutter. */
export function DotPlane({ plane, dots }: { plane: Plane; dots: Dots }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { appearance } = useTheme()
  useEffect(() => {
    const box = canvas.current
    if (!box) return
    const draw = () => drawDots(box, plane, dots, appearance)
    draw()
    const watch = new ResizeObserver(draw)
    watch.observe(box)
    return () => watch.disconnect()
  }, [plane, dots, appearance])
  return <canvas ref={canvas} className="ag-cockpit-dots" />
}

function drawDots(box: HTMLCanvasElement, plane: Plane, dots: Dots, appearance: keyof typeof palettes): void {
  const scale = (box.clientWidth / WIDTH) * devicePixelRatio
  box.width = WIDTH * scale
  box.height = HEIGHT * scale
  const pen = box.getContext('2d')
  if (!pen) return
  pen.scale(scale, scale)
  const colours = palettes[appearance]
  const colourOf = { 0: colours.ink3, 4: colours.risk4, 3: colours.risk3, 2: colours.risk2, 1: colours.risk1 }
  // Many lie closer than a dot is wide: then each is smaller and lets the others through.
  const size = dots.lng.length > 20_000 ? SIZE / 2 : SIZE
  pen.globalAlpha = dots.lng.length > 20_000 ? 0.6 : 0.85
  for (const level of ORDER) {
    pen.fillStyle = colourOf[level]
    for (let at = 0; at < dots.lng.length; at++) {
      if (dots.levels[at] !== level) continue
      const [x, y] = spotAt(plane, dots, at)
      pen.fillRect(x - size / 2, y - size / 2, size, size)
    }
  }
}

const spotAt = (plane: Plane, { lng, lat }: Dots, at: number): Spot =>
  plane.spotOf((lng[at] as number) / PER_DEGREE, (lat[at] as number) / PER_DEGREE)

/** The place of the dot nearest to a spot of the drawing, if one is near enough to be meant. */
export function dotNear(plane: Plane, dots: Dots, [x, y]: Spot): { lng: number; lat: number } | null {
  let nearest = -1
  let least = 8 ** 2
  for (let at = 0; at < dots.lng.length; at++) {
    const [dotX, dotY] = spotAt(plane, dots, at)
    const far = (dotX - x) ** 2 + (dotY - y) ** 2
    if (far < least) [nearest, least] = [at, far]
  }
  return nearest < 0
    ? null
    : { lng: (dots.lng[nearest] as number) / PER_DEGREE, lat: (dots.lat[nearest] as number) / PER_DEGREE }
}
