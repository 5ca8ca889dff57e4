import { useEffect, useState } from 'react'
import { Icon } from '#kernel/ui/icons.tsx'

/** A recording among files: fetched whole when somebody wants to hear it, so that every browser can play and wind it. */
export function Sound({ fileId, name }: { fileId: string; name: string }) {
  const [state, setState] = useState<'closed' | 'reading' | 'away' | { address: string }>('closed')
  useEffect(() => () => void (typeof state === 'object' && URL.revokeObjectURL(state.address)), [state])
  const open = async () => {
    setState('reading')
    try {
      const reply = await fetch(`/api/v1/files/${fileId}?inline=yes`, { credentials: 'same-origin' })
      setState(reply.ok ? { address: URL.createObjectURL(await reply.blob()) } : 'away')
    } catch {
      setState('away')
    }
  }
  if (typeof state === 'object')
    // biome-ignore lint/a11y/useMediaCaption: what somebody said on the spot; nobody wrote it down
    return <audio className="ag-sound" controls autoPlay src={state.address} aria-label={`语音备注 ${name}`} />
  return (
    <button
      type="button"
      className="ag-link ag-row"
      title={name}
      disabled={state === 'reading'}
      onClick={() => void open()}
    >
      <Icon name="mic" size={14} />
      {state === 'reading' ? '正在读录音…' : state === 'away' ? '录音没有读到，再试一次' : '播放语音备注'}
    </button>
  )
}
