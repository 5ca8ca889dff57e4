import { Button } from 'antd'
import { type PointerEvent, useRef, useState } from 'react'
import './signature-pad.css'

/** Pixels of the picture: the line is 29 mm wide on paper, so this is about 500 dots an inch. */
const SIZE = { width: 580, height: 220 }

/** A field to sign in with finger, pen or mouse; hands on the picture as base64, null while it is empty. */
export function SignaturePad({ onChange }: { onChange(picture: string | null): void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const [empty, setEmpty] = useState(true)
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return [
      ((event.clientX - box.left) / box.width) * SIZE.width,
      ((event.clientY - box.top) / box.height) * SIZE.height,
    ] as const
  }
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const pen = canvas.current?.getContext('2d')
    if (!pen) return
    pen.lineWidth = 5
    pen.lineCap = 'round'
    pen.lineJoin = 'round'
    pen.beginPath()
    pen.moveTo(...at(event))
    drawing.current = true
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d')
    if (!drawing.current || !pen) return
    pen.lineTo(...at(event))
    pen.stroke()
    setEmpty(false)
  }
  const end = () => {
    if (!drawing.current) return
    drawing.current = false
    const picture = canvas.current?.toDataURL('image/png').split(',')[1] ?? null
    onChange(picture)
  }
  const wipe = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, SIZE.width, SIZE.height)
    setEmpty(true)
    onChange(null)
  }
  return (
    <div>
      <canvas
        ref={canvas}
        className="ag-sign-pad"
        aria-label="签名板：用手指、笔或鼠标签名"
        {...SIZE}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <Button size="small" onClick={wipe} disabled={empty} style={{ marginTop: 6 }}>
        擦掉重签
      </Button>
    </div>
  )
}
