import { usePen } from '../pen.ts'

/** A field to sign in on a phone; hands on the picture as base64, null while it is too short to be a name. */
export function SignaturePad({ who, onChange }: { who: string; onChange(picture: string | null): void }) {
  const { canvas, writing, state, wipe } = usePen(onChange)
  return (
    <div className="fd-sign">
      <canvas ref={canvas} aria-label={`${who}签名处，用手指写`} {...writing} />
      {state === 'short' && <small className="fd-pale">名字写完整</small>}
      <button type="button" className="fd-plain" disabled={state === 'empty'} onClick={wipe}>
        擦掉重签
      </button>
    </div>
  )
}
