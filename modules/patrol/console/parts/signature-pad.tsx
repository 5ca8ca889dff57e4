import { Button } from 'antd'
import { type PointerEvent, useRef, useState } from 'react'
import { type FilePlace, sendFile } from '#kernel/files/console/sent-file.ts'

interface SignaturePadProps {
  place: FilePlace
  /** The picture on the server; none before it was signed. */
  value: string | undefined
  onChange(fileId: string | undefined): void
}

const WIDTH = 640
const HEIGHT = 200

/** A field to sign in with a finger; the picture is sent when the person says so. */
export function SignaturePad({ place, value, onChange }: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const [touched, setTouched] = useState(false)
  const [state, setState] = useState<'idle' | 'sending' | string>('idle')
  const pen = () => canvas.current?.getContext('2d') as CanvasRenderingContext2D
  const at = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = currentTarget.getBoundingClientRect()
    return [((clientX - box.left) / box.width) * WIDTH, ((clientY - box.top) / box.height) * HEIGHT]
  }
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    pen().lineWidth = 3
    pen().lineCap = 'round'
    pen().beginPath()
    pen().moveTo(...at(event))
  }
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return
    pen().lineTo(...at(event))
    pen().stroke()
    setTouched(true)
  }
  const wipe = () => {
    pen().clearRect(0, 0, WIDTH, HEIGHT)
    setTouched(false)
  }
  const keep = () => {
    setState('sending')
    canvas.current?.toBlob((blob) => {
      if (!blob) return setState('没有存下，请再签一次')
      sendFile(new File([blob], '签名.png', { type: 'image/png' }), place, {
        share: () => undefined,
        done: (fileId) => {
          setState('idle')
          onChange(fileId)
        },
        fault: setState,
      })
    }, 'image/png')
  }
  if (value)
    return (
      <div className="ag-patrol-signed">
        <img src={`/api/v1/files/${value}?inline=yes`} alt="签名" />
        <Button size="small" onClick={() => onChange(undefined)}>
          重新签
        </Button>
      </div>
    )
  return (
    <div className="ag-patrol-sign">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        aria-label="签名处，用手指写"
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={() => {
          drawing.current = false
        }}
      />
      <div className="ag-row">
        <Button size="small" disabled={!touched || state === 'sending'} onClick={wipe}>
          擦掉
        </Button>
        <Button size="small" type="primary" ghost disabled={!touched || state === 'sending'} onClick={keep}>
          {state === 'sending' ? '正在存…' : '存下签名'}
        </Button>
        {state !== 'idle' && state !== 'sending' && <span className="ag-warn">{state}</span>}
      </div>
    </div>
  )
}
