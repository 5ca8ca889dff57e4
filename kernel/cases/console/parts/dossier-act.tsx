import { fileSize, moment } from '#kernel/ui/format.ts'
import type { CaseAct } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { type Names, saidOf } from '../input-words.ts'
import { fileAddress, filesOf, fileTitle, type GivenAt, givenWith, isPicture } from './file-links.tsx'

/** Pictures shown of one act; the rest is listed with its hash and opened on the page of the case. */
const MOST_PICTURES = 6

interface DossierActProps {
  face: CaseFace
  done: CaseAct
  /** Whose turn it is after it; null for nobody's. */
  turn: string | null
  names: Names
}

/** One act on paper: who, when by both clocks, where, what was entered, and every attachment with its hash. */
export function DossierAct({ face, done, turn, names }: DossierActProps) {
  const { by, place } = done
  const facts: [string, string][] = [
    ['办理人', done.platform ? '平台自动办理' : [by.body, by.seat, by.name].filter(Boolean).join(' ')],
    ['平台时间', moment(done.at)],
    ['设备时间', done.deviceAt ? moment(done.deviceAt) : '没有记录'],
    ['地点', place ? placeWords(place) : '没有记录'],
    ...saidOf(face, done.act, done.input, names, String).map(({ title, words }): [string, string] => [title, words]),
    ['此后承办', turn ?? '没有'],
  ]
  return (
    <article id={`act-${done.seq}`} className="ag-dossier-act">
      <h3>
        {done.seq}. {done.title}
      </h3>
      <table className="ag-dossier-pairs">
        <tbody>
          {facts.map(([label, words], at) => (
            <tr key={`${label}-${at < 4 ? 'own' : words}`}>
              <th scope="row">{label}</th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Files files={filesOf(done)} given={givenWith(done)} />
      <p className="ag-dossier-seal">
        封记 <code>{done.hash}</code>
      </p>
    </article>
  )
}

function placeWords({ lng, lat, accuracyM }: NonNullable<CaseAct['place']>): string {
  const accuracy = accuracyM === null ? '误差没有记录' : `误差 ${Math.round(accuracyM)} 米`
  return `东经 ${lng.toFixed(6)}°，北纬 ${lat.toFixed(6)}°，${accuracy}`
}

function Files({ files, given }: { files: CaseAct['attachments']; given: GivenAt }) {
  if (files.length === 0) return null
  const pictures = files.filter(isPicture)
  const shown = pictures.slice(0, MOST_PICTURES)
  const rest = pictures.length - shown.length
  return (
    <>
      {shown.length > 0 && (
        <div className="ag-dossier-pictures">
          {shown.map((file) => (
            <figure key={file.fileId}>
              <img src={fileAddress(file)} alt={fileTitle(file, files, given)} />
              <figcaption>{fileTitle(file, files, given)}</figcaption>
            </figure>
          ))}
        </div>
      )}
      {rest > 0 && <p className="ag-soft">这一步还有 {rest} 张照片没有印出，见下表，可在平台上打开。</p>}
      <table className="ag-dossier-table ag-dossier-files">
        <thead>
          <tr>
            <th>附件</th>
            <th>大小</th>
            <th>SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.fileId}>
              <td>
                {fileTitle(file, files, given)}
                {file.doubts.map((doubt) => (
                  <small key={doubt}>（{doubt}）</small>
                ))}
              </td>
              <td>{file.size === null ? '—' : fileSize(file.size)}</td>
              <td>
                <code>{file.sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
