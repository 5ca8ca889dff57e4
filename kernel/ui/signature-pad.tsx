import { Button } from 'antd'
import { usePen } from './pen.ts'
import './signature-pad.css'

/** A field to sign in at a desk; hands on the picture as base64, null while it is too short to be a name. */
export function SignaturePad({ onChange }: { onChange(picture: string | null): void }) {
  const { canvas, writing, state, wipe } = usePen(onChange)
  return (
    <div>
      <canvas ref={canvas} className="ag-sign-pad" aria-label="签名板：用手指、笔或鼠标签名" {...writing} />
      {state === 'short' && <p className="ag-pale">名字写完整</p>}
      <Button size="small" onClick={wipe} disabled={state === 'empty'} style={{ marginTop: 6 }}>
        擦掉重签
      </Button>
    </div>
  )
}
