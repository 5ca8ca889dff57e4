import { useEffect, useState, useSyncExternalStore } from 'react'

/** A voice of this device that speaks Chinese without a network, else any Chinese one; undefined for none. */
function chineseVoice(): SpeechSynthesisVoice | undefined {
  const voices = window.speechSynthesis?.getVoices().filter(({ lang }) => /^(zh|cmn)\b/i.test(lang)) ?? []
  return voices.find(({ localService }) => localService) ?? voices.find(() => navigator.onLine)
}

// Browsers tell their voices a moment after they were asked first.
const onVoices = (tell: () => void) => {
  window.speechSynthesis?.addEventListener('voiceschanged', tell)
  return () => window.speechSynthesis?.removeEventListener('voiceschanged', tell)
}

/** Slower than one reads for oneself: somebody is to understand and sign it. */
const RATE = 0.9

/** 读给我听: reads a text to whoever signs it; not there where the device has no Chinese voice. */
export function ReadAloud({ text }: { text: string }) {
  const voice = useSyncExternalStore(onVoices, () => chineseVoice()?.voiceURI)
  const [reading, setReading] = useState(false)
  useEffect(() => () => window.speechSynthesis?.cancel(), [])
  if (!voice) return null
  const read = () => {
    window.speechSynthesis.cancel()
    if (reading) return setReading(false)
    // A long text in one piece stops in the middle on some devices: sentence by sentence it does not.
    const sentences = text.split(/(?<=[。；！？\n])/u).filter((sentence) => sentence.trim() !== '')
    for (const [at, sentence] of sentences.entries()) {
      const one = new SpeechSynthesisUtterance(sentence)
      one.voice = chineseVoice() ?? null
      one.lang = 'zh-CN'
      one.rate = RATE
      if (at === sentences.length - 1) one.onend = () => setReading(false)
      one.onerror = () => setReading(false)
      window.speechSynthesis.speak(one)
    }
    setReading(sentences.length > 0)
  }
  return (
    <button type="button" className="fd-plain" aria-pressed={reading} onClick={read}>
      {reading ? '不读了' : '读给我听'}
    </button>
  )
}
