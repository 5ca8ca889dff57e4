import { Sound } from '#kernel/files/console/sound.tsx'
import { time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import type { CaseAct } from '../api.ts'

/** A file as an act has it; records beside the engine have no act to doubt it by. */
type Attachment = Omit<CaseAct['attachments'][number], 'doubts'> & { doubts?: readonly string[] }

/** At which step files were given, and when. */
export interface GivenAt {
  title: string
  at: string
}

/** The step of an act as its files are named after; a device's clock is nearer to when it was than the platform's. */
export const givenWith = ({ title, at, deviceAt }: CaseAct): GivenAt => ({ title, at: deviceAt ?? at })

/** All files of an act: attached to it, or used in what was entered. */
export const filesOf = ({ attachments, named }: Pick<CaseAct, 'attachments' | 'named'>) => [...attachments, ...named]

/** Where a file is looked at. */
export const fileAddress = ({ fileId }: Attachment) => `/api/v1/files/${fileId}?inline=yes`

export const isPicture = ({ mediaType, name }: Attachment) => name !== null && Boolean(mediaType?.startsWith('image/'))

const isSound = ({ mediaType, name }: Attachment) => name !== null && Boolean(mediaType?.startsWith('audio/'))

/** Devices name what they make by its id, which tells nobody anything. */
const BY_ID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}(\.\w+)?$/i

const kindOf = (file: Attachment): string => {
  if (isPicture(file)) return '照片'
  if (isSound(file)) return '语音备注'
  return file.mediaType?.startsWith('video/') ? '录像' : '文件'
}

/**
 * What a file is called: the name somebody gave it, else what it is, its place among those of its kind, the step and the time.
 * @param among the files it stands among
 */
export function fileTitle(file: Attachment, among: readonly Attachment[], given: GivenAt | undefined): string {
  if (file.name === null) return '一个文件，不在您的辖区'
  if (!BY_ID.test(file.name)) return file.name
  const alike = among.filter((one) => kindOf(one) === kindOf(file))
  const no = alike.length > 1 ? ` ${alike.indexOf(file) + 1}` : ''
  return `${kindOf(file)}${no}${given ? `，${given.title} ${time(given.at)}` : ''}`
}

/** A file as a small picture, a recording to be heard, or its name. */
export function FileShown({ file, title }: { file: Attachment; title: string }) {
  if (file.name === null) return <span className="ag-pale">{title}</span>
  if (isSound(file)) return <Sound fileId={file.fileId} name={title} />
  return (
    <a href={fileAddress(file)} target="_blank" rel="noreferrer" title={title}>
      {isPicture(file) ? (
        <img src={fileAddress(file)} alt={title} loading="lazy" />
      ) : (
        <span className="ag-row">
          <Icon name="document" size={14} /> {title}
        </span>
      )}
    </a>
  )
}

/** Files of an act as small pictures and names. */
export function FileLinks({ files, given }: { files: readonly Attachment[]; given?: GivenAt }) {
  if (files.length === 0) return null
  return (
    <ul className="ag-file-links">
      {files.map((file) => (
        <li key={file.fileId}>
          <FileShown file={file} title={fileTitle(file, files, given)} />
          {file.doubts?.map((doubt) => (
            <small key={doubt} className="ag-soon">
              {doubt}
            </small>
          ))}
        </li>
      ))}
    </ul>
  )
}
