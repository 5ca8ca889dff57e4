import { type PointerEvent, type RefObject, useRef, useState } from 'react'

/** Pixels of the picture: the line is 29 mm wide on paper, so this is about 500 dots an inch. */
const SIZE = { width: 580, height: 220 }
/** Shorter than this it is a touch, not a name. */
const LEAST_PX = 120

interface Pen {
  canvas: RefObject<HTMLCanvasElement | null>
  /** What the canvas needs to be written on. */
  writing: Pick<
    React.ComponentProps<'canvas'>,
    'width' | 'height' | 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'
  >
  /** Nothing was written, too little for a name, or a name. */
  state: 'empty' | 'short' | 'written'
  wipe(): void
}

/** Writing on a canvas with finger, pen or mouse; hands on the picture as base64, null while it is too short to be a name. */
export function usePen(onChange: (picture: string | null) => void): Pen {
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<[number, number] | null>(null)
  const length = useRef(0)
  const [state, setState] = useState<Pen['state']>('empty')
  const at = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = currentTarget.getBoundingClientRect()
    return [((clientX - box.left) / box.width) * SIZE.width, ((clientY - box.top) / box.height) * SIZE.height]
  }
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d')
    if (!pen || !last.current) return
    const [x, y] = at(event)
    const [fromX, fromY] = last.current
    pen.lineWidth = 5
    pen.lineCap = 'round'
    pen.beginPath()
    pen.moveTo(fromX, fromY)
    pen.lineTo(x, y)
    pen.stroke()
    last.current = [x, y]
    length.current += Math.hypot(x - fromX, y - fromY)
    setState(length.current < LEAST_PX ? 'short' : 'written')
  }
  const end = () => {
    if (!last.current) return
    last.current = null
    if (length.current >= LEAST_PX) onChange(canvas.current?.toDataURL('image/png').split(',')[1] ?? null)
  }
  const wipe = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, SIZE.width, SIZE.height)
    length.current = 0
    setState('empty')
    onChange(null)
  }
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    last.current = at(event)
  }
  const writing = { ...SIZE, onPointerDown: begin, onPointerMove: draw, onPointerUp: end, onPointerCancel: end }
  return { canvas, writing, state, wipe }
}
