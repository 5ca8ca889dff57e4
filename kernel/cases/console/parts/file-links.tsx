import { Sound } from '#kernel/files/console/sound.tsx'
import { Icon } from '#kernel/ui/icons.tsx'
import type { CaseAct } from '../api.ts'

/** A file as an act has it; records beside the engine have no act to doubt it by. */
type Attachment = Omit<CaseAct['attachments'][number], 'doubts'> & { doubts?: readonly string[] }

/** Where a file is looked at. */
export const fileAddress = ({ fileId }: Attachment) => `/api/v1/files/${fileId}?inline=yes`

export const isPicture = ({ mediaType, name }: Attachment) => name !== null && Boolean(mediaType?.startsWith('image/'))

/** Files of an act as small pictures and names. */
export function FileLinks({ files }: { files: readonly Attachment[] }) {
  if (files.length === 0) return null
  return (
    <ul className="ag-file-links">
      {files.map((file) => (
        <li key={file.fileId}>
          {file.name !== null && file.mediaType?.startsWith('audio/') ? (
            <Sound fileId={file.fileId} name={file.name} />
          ) : file.name === null ? (
            <span className="ag-pale">一个文件，不在您的辖区</span>
          ) : (
            <a href={fileAddress(file)} target="_blank" rel="noreferrer" title={file.name}>
              {isPicture(file) ? (
                <img src={fileAddress(file)} alt={file.name} loading="lazy" />
              ) : (
                <span className="ag-row">
                  <Icon name="document" size={14} /> {file.name}
                </span>
              )}
            </a>
          )}
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
