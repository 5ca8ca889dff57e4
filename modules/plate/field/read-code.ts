/** What reads codes out of pictures: the browser where it can, else a small reader of our own. Both see only this device. */
export interface CodeReader {
  /** The words in the first code of a picture; null for none. */
  read(picture: HTMLVideoElement | HTMLCanvasElement): Promise<string | null>
}

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>
}
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** Longest side of what our own reader looks at: a code that fills a third of the picture is found in milliseconds. */
const LOOKED_AT = 1024

/** The best reader this browser has. */
export async function codeReader(): Promise<CodeReader> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = await own?.getSupportedFormats().catch((): string[] => [])
  if (own && formats?.includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] })
    return { read: async (picture) => (await detector.detect(picture).catch(() => []))[0]?.rawValue ?? null }
  }
  // Plain script, no WebAssembly: the pages forbid what would have to be compiled.
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
  return {
    read: async (picture) => {
      const [width, height] = sizeOf(picture)
      if (width === 0 || height === 0) return null
      const scale = Math.min(1, LOOKED_AT / Math.max(width, height))
      canvas.width = Math.round(width * scale)
      canvas.height = Math.round(height * scale)
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
      const seen = pen.getImageData(0, 0, canvas.width, canvas.height)
      try {
        return decodeQR({ width: seen.width, height: seen.height, data: seen.data }) || null
      } catch {
        // It says by an error that there is no code in the picture.
        return null
      }
    },
  }
}

const sizeOf = (picture: HTMLVideoElement | HTMLCanvasElement): [number, number] =>
  picture instanceof HTMLVideoElement ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height]

/** Sizes a chosen picture is tried in: what is too fine for one is right for another. */
const TRIED = [1600, 1024, 640]

/** The code in a picture somebody chose; null for none, a sentence where the picture cannot be opened. */
export async function codeInFile(reader: CodeReader, file: Blob): Promise<{ words: string | null } | string> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return '这张图打不开，换一张。'
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
  for (const size of TRIED) {
    const scale = Math.min(1, size / Math.max(picture.width, picture.height))
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    // What is see-through in a picture is white.
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const words = await reader.read(canvas)
    if (words) return { words }
  }
  return { words: null }
}

/** The camera at the back of the device. @returns a sentence where there is none or it is refused */
export async function openCamera(): Promise<MediaStream | string> {
  if (!navigator.mediaDevices?.getUserMedia)
    return '浏览器在这个网址上不给相机（要用 https）。选一张图片，或输入码牌上的十位码。'
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } },
      audio: false,
    })
  } catch (error) {
    return CAMERA_FAULTS[(error as Error).name] ?? '相机打不开。选一张图片，或输入码牌上的十位码。'
  }
}

const CAMERA_FAULTS: Readonly<Record<string, string>> = {
  NotAllowedError: '没有让用相机。在浏览器网址旁的设置里允许相机再进来；或选一张图片，或输入码牌上的十位码。',
  NotFoundError: '这台设备没有相机。选一张图片，或输入码牌上的十位码。',
  OverconstrainedError: '这台设备没有能用的相机。选一张图片，或输入码牌上的十位码。',
  NotReadableError: '相机正被别的应用占着。关掉那个应用再进来；或选一张图片，或输入码牌上的十位码。',
}
