import { type PointerEvent, useRef, useState } from 'react'

const SIZE = { width: 580, height: 220 }
/** Shorter than this it is a touch, not a name. */
const LEAST_PX = 120

/** A field to sign in with a finger; hands on the picture as base64, null while it is too short to be a name. */
export function SignaturePad({ who, onChange }: { who: string; onChange(picture: string | null): void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<[number, number] | null>(null)
  const [drawn, setDrawn] = useState(0)
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
    setDrawn((length) => length + Math.hypot(x - fromX, y - fromY))
  }
  const end = () => {
    last.current = null
    if (drawn >= LEAST_PX) onChange(canvas.current?.toDataURL('image/png').split(',')[1] ?? null)
  }
  const wipe = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, SIZE.width, SIZE.height)
    setDrawn(0)
    onChange(null)
  }
  return (
    <div className="fd-sign">
      <canvas
        ref={canvas}
        {...SIZE}
        aria-label={`${who}签名处，用手指写`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          last.current = at(event)
        }}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      />
      {drawn > 0 && drawn < LEAST_PX && <small className="fd-pale">名字写完整</small>}
      <button type="button" className="fd-plain" disabled={drawn === 0} onClick={wipe}>
        擦掉重签
      </button>
    </div>
  )
}
