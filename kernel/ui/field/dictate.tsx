import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Icon } from '../icons.tsx'

interface Result {
  isFinal: boolean
  [at: number]: { transcript: string }
}

/** Speech recognition as browsers have it; not every one does, and its types are in no library. */
interface Recognition {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { resultIndex: number; results: ArrayLike<Result> }) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
  start(): void
  abort(): void
  stop(): void
}
type RecognitionClass = new () => Recognition

function recognitionHere(): RecognitionClass | undefined {
  const has = window as { SpeechRecognition?: RecognitionClass; webkitSpeechRecognition?: RecognitionClass }
  return has.SpeechRecognition ?? has.webkitSpeechRecognition
}

const FAULTS: Readonly<Record<string, string>> = {
  'not-allowed': '没有让用麦克风',
  'service-not-allowed': '这个浏览器不让转文字',
  'audio-capture': '没有麦克风',
  network: '转文字的服务连不上',
  'language-not-supported': '这个浏览器转不了普通话',
}

/** Writes what somebody says to the end of a text; only where the browser can and there is a network, since it asks its maker. */
export function Dictate({ onSaid }: { onSaid(words: string): void }) {
  const online = useSyncExternalStore(
    (tell) => {
      for (const change of ['online', 'offline']) window.addEventListener(change, tell)
      return () => {
        for (const change of ['online', 'offline']) window.removeEventListener(change, tell)
      }
    },
    () => navigator.onLine,
  )
  const [listening, setListening] = useState<Recognition | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const said = useRef(onSaid)
  said.current = onSaid
  useEffect(() => () => listening?.abort(), [listening])
  const Here = recognitionHere()
  if (!Here || !online) return null
  const listen = () => {
    const one = new Here()
    Object.assign(one, { lang: 'zh-CN', continuous: true, interimResults: false })
    one.onresult = ({ resultIndex, results }) => {
      for (let at = resultIndex; at < results.length; at++) {
        const result = results[at]
        if (result?.isFinal) said.current(result[0]?.transcript ?? '')
      }
    }
    one.onerror = ({ error }) =>
      setFault(error === 'no-speech' || error === 'aborted' ? null : (FAULTS[error] ?? '没有听清'))
    one.onend = () => setListening(null)
    setFault(null)
    one.start()
    setListening(one)
  }
  return (
    <span className="fd-dictate">
      <button
        type="button"
        className="fd-plain"
        aria-pressed={listening !== null}
        title="说话转成文字；由浏览器识别，声音会送到浏览器厂商"
        onClick={() => (listening ? listening.stop() : listen())}
      >
        <Icon name="mic" size={20} /> {listening ? '说完了' : '说话转文字'}
      </button>
      {fault && <small role="status">{fault}，打字或录一段话</small>}
    </span>
  )
}
