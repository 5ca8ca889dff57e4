import { useEffect, useRef, useState } from 'react'
import { Icon } from '#kernel/ui/icons.tsx'
import { fieldDb, type KeptPhoto } from '../db.ts'
import { useLive, usePerson } from '../hooks.ts'
import { isFull, keepPhoto } from '../photos.ts'
import { beginRecording, clockWords, LONGEST_SECONDS, type Recorder } from '../voice.ts'

interface VoiceStripProps {
  voiceIds: readonly string[]
  objectId?: string | null
  gridCode?: string | null
  onChange(voiceIds: string[]): void
}

/** Notes beside one thing: it is there to say what is hard to write, not to record a visit. */
const MOST = 2

/** Voice notes of one thing: recorded, heard, taken away; kept on the device at once like photographs. */
export function VoiceStrip({ voiceIds, objectId, gridCode, onChange }: VoiceStripProps) {
  const person = usePerson()
  const [recorder, setRecorder] = useState<Recorder | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const notes = useLive(() => fieldDb.photos.bulkGet([...voiceIds]), [voiceIds.join()])
  const begin = async () => {
    setFault(null)
    const begun = await beginRecording()
    if (typeof begun === 'string') return setFault(begun)
    setRecorder(begun)
  }
  const finish = async () => {
    const said = await recorder?.stop()
    setRecorder(null)
    if (!said) return setFault('没有录到声音，再录一次')
    try {
      const { blob, ...about } = said
      const { id } = await keepPhoto(person, blob, { ...about, ...(objectId ? { objectId } : { gridCode }) })
      onChange([...voiceIds, id])
    } catch (error) {
      setFault(isFull(error) ? '这台设备存不下了，先把发件箱里的送出去' : (error as Error).message)
    }
  }
  return (
    <div className="fd-voices">
      {(notes ?? []).map(
        (note) =>
          note && <Note key={note.id} note={note} onDrop={() => onChange(voiceIds.filter((one) => one !== note.id))} />,
      )}
      {voiceIds.length < MOST && (
        <button type="button" className="fd-plain" disabled={recorder !== null} onClick={() => void begin()}>
          <Icon name="mic" size={20} /> 录一段话
        </button>
      )}
      {fault && (
        <span className="fd-fault" role="alert">
          {fault}
        </span>
      )}
      {recorder && (
        <UnderWay
          recorder={recorder}
          onFinish={() => void finish()}
          onDrop={() => {
            recorder.drop()
            setRecorder(null)
          }}
        />
      )}
    </div>
  )
}

/** The meter moves this often: enough to see that one is heard. */
const METER_MS = 120

/** Recording, over everything else: nothing is left while somebody speaks. */
function UnderWay({ recorder, onFinish, onDrop }: { recorder: Recorder; onFinish(): void; onDrop(): void }) {
  const [now, setNow] = useState({ level: 0, seconds: 0 })
  const finish = useRef(onFinish)
  finish.current = onFinish
  useEffect(() => {
    const beat = setInterval(() => {
      const seconds = recorder.seconds()
      setNow({ level: recorder.level(), seconds })
      if (seconds >= LONGEST_SECONDS) finish.current()
    }, METER_MS)
    // A call or another app takes the microphone away: what was said until then is kept.
    const leave = () => document.visibilityState === 'hidden' && finish.current()
    document.addEventListener('visibilitychange', leave)
    return () => {
      clearInterval(beat)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [recorder])
  return (
    <div className="fd-recording" role="dialog" aria-label="正在录音">
      <p>
        正在录音 <b>{clockWords(now.seconds)}</b> / {clockWords(LONGEST_SECONDS)}
      </p>
      <meter className="fd-meter" aria-label="声音大小" min={0} max={1} value={now.level} />
      <div className="fd-row">
        <button type="button" className="fd-plain" onClick={onDrop}>
          不要了
        </button>
        <button type="button" className="fd-main fd-wide" onClick={onFinish}>
          说完了
        </button>
      </div>
    </div>
  )
}

function Note({ note, onDrop }: { note: KeptPhoto; onDrop(): void }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!note.blob) return setAddress(`/api/v1/files/${note.id}?inline=yes`)
    const made = URL.createObjectURL(note.blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [note])
  return (
    <div className="fd-voice">
      {/* biome-ignore lint/a11y/useMediaCaption: somebody's own note, said a moment ago */}
      <audio controls preload="metadata" src={address} aria-label={`录音 ${clockWords(note.seconds ?? 0)}`} />
      <small>
        {clockWords(note.seconds ?? 0)} · {note.state === 'uploaded' ? '已送达' : '存在本机'}
      </small>
      <button type="button" className="fd-link" onClick={onDrop}>
        删掉
      </button>
    </div>
  )
}
