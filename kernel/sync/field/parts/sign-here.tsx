import { type PointerEvent, useRef, useState } from 'react'
import { usePerson } from '../hooks.ts'
import { keepPhoto } from '../photos.ts'

interface SignHereProps {
  /** Whose name it is. */
  who: string
  /** The signature kept on the device; none before it was given. */
  value: string | undefined
  objectId?: string | null
  gridCode?: string | null
  onChange(fileId: string | undefined): void
}

const WIDTH = 720
const HEIGHT = 240
/** Shorter than this it is a touch, not a name. */
const LEAST_PX = 120

/** A field to sign in with a finger; the picture is kept on the device in the moment one says so. */
export function SignHere({ who, value, objectId, gridCode, onChange }: SignHereProps) {
  const person = usePerson()
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<[number, number] | null>(null)
  const [drawn, setDrawn] = useState(0)
  const [fault, setFault] = useState<string | null>(null)
  const at = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = currentTarget.getBoundingClientRect()
    return [((clientX - box.left) / box.width) * WIDTH, ((clientY - box.top) / box.height) * HEIGHT]
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
  const wipe = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, WIDTH, HEIGHT)
    setDrawn(0)
    setFault(null)
  }
  const keep = async () => {
    if (drawn < LEAST_PX) return setFault('名字没有写完整，擦掉再签一次')
    const blob = await new Promise<Blob | null>((resolve) => canvas.current?.toBlob(resolve, 'image/png'))
    if (!blob) return setFault('没有存下，再签一次')
    onChange((await keepPhoto(person, blob, { objectId, gridCode, ending: 'png' })).id)
  }
  if (value)
    return (
      <p className="fd-signed">
        <span className="fd-ok">✓ {who}已签名，存在本机</span>
        <button type="button" className="fd-link" onClick={() => onChange(undefined)}>
          重签
        </button>
      </p>
    )
  return (
    <div className="fd-sign">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        aria-label={`${who}签名处，用手指写`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          last.current = at(event)
        }}
        onPointerMove={draw}
        onPointerUp={() => {
          last.current = null
        }}
      />
      {fault && (
        <span className="fd-fault" role="alert">
          {fault}
        </span>
      )}
      <div className="fd-row">
        <button type="button" className="fd-plain" disabled={drawn === 0} onClick={wipe}>
          擦掉
        </button>
        <button type="button" className="fd-plain" disabled={drawn === 0} onClick={() => void keep()}>
          签好了
        </button>
      </div>
    </div>
  )
}
