import { readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { isSoundAlone } from './sound.ts'

interface Kind {
  /** What the file is stored and served as. */
  mediaType: string
  /** What the bytes may be found to be; `text` stands for readable text. */
  found: readonly string[]
  /** A container that holds films too, taken only where nothing is to be seen in it. */
  onlySound?: true
}

const kind = (mediaType: string, ...also: string[]): Kind => ({ mediaType, found: [mediaType, ...also] })
const office = (mediaType: string): Kind => ({ mediaType, found: ['application/x-cfb'] })
const text = (mediaType: string): Kind => ({ mediaType, found: ['text'] })
const sound = (mediaType: string, ...also: string[]): Kind => ({ ...kind(mediaType, ...also), onlySound: true })
const openXml = (part: string) => kind(`application/vnd.openxmlformats-officedocument.${part}`)

/** Kinds of files taken in, by the ending of their name. Archives are not among them: nobody looks into them. */
export const commonKinds: Readonly<Record<string, Kind>> = {
  pdf: kind('application/pdf'),
  ofd: { mediaType: 'application/ofd', found: ['application/zip'] },
  jpg: kind('image/jpeg'),
  jpeg: kind('image/jpeg'),
  png: kind('image/png'),
  gif: kind('image/gif'),
  webp: kind('image/webp'),
  heic: kind('image/heic', 'image/heif'),
  mp4: kind('video/mp4', 'video/x-m4v'),
  mov: kind('video/quicktime'),
  mp3: kind('audio/mpeg'),
  // Phones record speech as WebM or MP4 with sound alone; by their first bytes these are films.
  m4a: sound('audio/mp4', 'audio/x-m4a', 'video/mp4'),
  weba: sound('audio/webm', 'video/webm'),
  ogg: kind('audio/ogg', 'audio/ogg; codecs=opus'),
  amr: kind('audio/amr'),
  wav: kind('audio/wav'),
  docx: openXml('wordprocessingml.document'),
  xlsx: openXml('spreadsheetml.sheet'),
  pptx: openXml('presentationml.presentation'),
  doc: office('application/msword'),
  xls: office('application/vnd.ms-excel'),
  ppt: office('application/vnd.ms-powerpoint'),
  wps: office('application/vnd.ms-works'),
  txt: text('text/plain; charset=utf-8'),
  csv: text('text/csv; charset=utf-8'),
}

/** The kind a name claims; undefined when such files are not taken. */
export function kindOfName(name: string, kinds: Readonly<Record<string, Kind>> = commonKinds): Kind | undefined {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(kinds, ending) ? kinds[ending] : undefined
}

/**
 * Whether the bytes are what the name says.
 * @returns the media type to keep, or a Chinese sentence that says what is wrong
 */
export async function checkKind(
  file: string,
  name: string,
  kinds: Readonly<Record<string, Kind>> = commonKinds,
): Promise<{ mediaType: string } | { fault: string }> {
  const claimed = kindOfName(name, kinds)
  if (!claimed) return { fault: `不接收这种类型的文件：${name}` }
  const found = await fileTypeFromFile(file)
  if (found) {
    if (claimed.found.includes(found.mime)) {
      if (claimed.onlySound && !isSoundAlone(await readFile(file)))
        return { fault: `录音文件里只能有声音，这个文件里有画面或没有声音：${name}` }
      return { mediaType: claimed.mediaType }
    }
    return { fault: `文件内容与名称不符：名称是 ${name}，内容是 ${found.ext} 文件` }
  }
  if (!claimed.found.includes('text')) return { fault: `文件内容与名称不符，或文件已损坏：${name}` }
  return (await textFault(file)) ?? { mediaType: claimed.mediaType }
}

const ACTIVE = /<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|link|meta|style|\?xml)\b/i

/** Text must read as UTF-8 or GB 18030, and must not be a page a browser could run. */
async function textFault(file: string): Promise<{ fault: string } | null> {
  const bytes = await readFile(file)
  if (bytes.includes(0)) return { fault: '文件不是文本文件' }
  const read = (encoding: string) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      return null
    }
  }
  const content = read('utf-8') ?? read('gb18030')
  if (content === null) return { fault: '文本编码无法识别，请用 UTF-8 或 GB 18030' }
  return ACTIVE.test(content) ? { fault: '文本中含有网页代码，不能上传' } : null
}
