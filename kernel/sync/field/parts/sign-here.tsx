import { useState } from 'react'
import { SignaturePad } from '#kernel/ui/field/signature-pad.tsx'
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

/** A field to sign in; the picture is kept on the device as a file in the moment one says so. */
export function SignHere({ who, value, objectId, gridCode, onChange }: SignHereProps) {
  const person = usePerson()
  const [picture, setPicture] = useState<string | null>(null)
  const keep = async () => {
    if (!picture) return
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
    const blob = new Blob([bytes], { type: 'image/png' })
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
    <div>
      <SignaturePad who={who} onChange={setPicture} />
      <button type="button" className="fd-plain" disabled={!picture} onClick={() => void keep()}>
        签好了
      </button>
    </div>
  )
}
