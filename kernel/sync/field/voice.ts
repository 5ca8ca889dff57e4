/** Speech recorded on this device: short notes beside what is written. */

/** Endings of recordings, by what the browser records. */
const KINDS = [
  ['weba', 'audio/webm;codecs=opus'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg;codecs=opus'],
] as const
export type VoiceEnding = (typeof KINDS)[number][0]

/** Longest note: what is longer nobody listens to. */
export const LONGEST_SECONDS = 180
/** Speech is understood well at this, and a whole note stays below a megabyte. */
const BITS_PER_SECOND = 32_000
/** What was said is handed over this often: a crash loses a second. */
const SLICE_MS = 1_000

/** Whether a file kept here is a recording. */
export const isVoice = ({ name }: { name: string }): boolean => KINDS.some(([ending]) => name.endsWith(`.${ending}`))

export interface Recording {
  blob: Blob
  ending: VoiceEnding
  seconds: number
}

/** A recording under way. */
export interface Recorder {
  /** How loud it is now, 0 to 1. */
  level(): number
  seconds(): number
  /** Ends it. @returns what was recorded; null where there was nothing */
  stop(): Promise<Recording | null>
  /** Ends it and forgets what was recorded. */
  drop(): void
}

const FAULTS: Readonly<Record<string, string>> = {
  NotAllowedError: '没有让用麦克风。在浏览器网址旁的设置里允许麦克风再录；不录也能存下，写成字就行。',
  NotFoundError: '这台设备没有麦克风，写成字就行。',
  NotReadableError: '麦克风正被别的应用占着（如在通话），挂断以后再录。',
}

/** Begins to record. @returns a sentence where there is no microphone or it is refused */
export async function beginRecording(): Promise<Recorder | string> {
  const kind =
    typeof MediaRecorder === 'undefined' ? undefined : KINDS.find(([, type]) => MediaRecorder.isTypeSupported(type))
  if (!kind || !navigator.mediaDevices?.getUserMedia) return '这个浏览器录不了音，写成字就行。'
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    })
    return record(stream, kind[0], kind[1])
  } catch (error) {
    return FAULTS[(error as Error).name] ?? '麦克风打不开，写成字就行。'
  }
}

function record(stream: MediaStream, ending: VoiceEnding, mimeType: string): Recorder {
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND })
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => void (data.size > 0 && parts.push(data)))
  const began = performance.now()
  const meter = meterOf(stream)
  recorder.start(SLICE_MS)
  const seconds = () => (performance.now() - began) / 1000
  const close = () => {
    for (const track of stream.getTracks()) track.stop()
    meter.close()
  }
  const end = async () => {
    if (recorder.state !== 'inactive') {
      const over = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
      recorder.stop()
      await over
    }
    close()
  }
  return {
    level: meter.level,
    seconds,
    stop: async () => {
      const lasted = Math.min(LONGEST_SECONDS, Math.max(1, Math.round(seconds())))
      await end()
      const blob = new Blob(parts, { type: mimeType.replace(/;.*/, '') })
      return blob.size > 0 ? { blob, ending, seconds: lasted } : null
    },
    drop: () => void end(),
  }
}

function meterOf(stream: MediaStream): { level(): number; close(): void } {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  return {
    level: () => {
      analyser.getByteTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + ((sample - 128) / 128) ** 2, 0) / samples.length
      // Speech at arm's length fills about half of the line.
      return Math.min(1, Math.sqrt(power) * 4)
    },
    close: () => void context.close().catch(() => {}),
  }
}

/** Minutes and seconds as a clock shows them: 0:07, 2:30. */
export const clockWords = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
