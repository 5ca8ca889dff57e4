import { Modal } from 'antd'
import { useState } from 'react'
import { day, time } from '#kernel/ui/format.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import type { CaseAct, CaseOne } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { FileShown, fileAddress, filesOf, fileTitle, givenWith, isPicture } from './file-links.tsx'
import { Seal } from './timeline.tsx'

/** What it is: how it was and how it is in pictures, its facts, its files, what hangs together with it. */
export function CaseFacts({ face, one }: { face: CaseFace; one: CaseOne }) {
  const files = one.history.flatMap((act) => {
    const among = filesOf(act)
    return among.map((file) => ({ file, among, given: givenWith(act) }))
  })
  return (
    <div className="ag-stack">
      <BeforeAfter face={face} one={one} />
      <Sheet title="情况">
        <dl className="ag-facts">
          {face.facts(one).map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Sheet>
      {files.length > 0 && (
        <Sheet title="附件" meta={`${files.length} 个`}>
          <ul className="ag-case-files">
            {files.map(({ file, among, given }) => (
              <li key={file.fileId}>
                {isPicture(file) && <FileShown file={file} title={fileTitle(file, among, given)} />}
                <span className="ag-grow">
                  <FileName file={file} title={fileTitle(file, among, undefined)} />
                  <span className="ag-meta">
                    {given.title} {time(given.at)}
                  </span>
                </span>
                <Seal hash={file.sha256} name="文件指纹" />
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      {one.related.length > 0 && (
        <Sheet title="关联的事" meta={`${one.related.length} 件`}>
          <ul className="ag-case-files">
            {one.related.map((other) => (
              <li key={other.id}>
                <span className="ag-kind">{other.typeTitle}</span>
                <span className="ag-grow">
                  <To to={other.link}>{other.title}</To>
                </span>
                <span className="ag-meta">{other.endedAt ? `${day(other.endedAt)} 已拆开` : other.stateTitle}</span>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </div>
  )
}

/** A file by its name, a recording as what plays it; a picture is named beside its small self. */
function FileName({ file, title }: { file: CaseAct['attachments'][number]; title: string }) {
  if (!isPicture(file)) return <FileShown file={file} title={title} />
  return (
    <a className="ag-ellipsis" href={fileAddress(file)} target="_blank" rel="noreferrer" title={title}>
      {title}
    </a>
  )
}

interface Shot {
  act: CaseAct
  files: ReturnType<typeof filesOf>
}

/** The first pictures and the last ones, at the same size beside each other. */
function BeforeAfter({ face, one }: { face: CaseFace; one: CaseOne }) {
  const [large, setLarge] = useState(false)
  const { photos } = face
  if (!photos) return null
  const shots = one.history.map((act): Shot => ({ act, files: filesOf(act).filter(isPicture) }))
  const before = shots.find(({ act, files }) => photos.before.acts.includes(act.act) && files.length > 0)
  const after = shots.findLast(({ act, files }) => photos.after.acts.includes(act.act) && files.length > 0)
  if (!before && !after) return null
  return (
    <Sheet
      title={photos.title}
      acts={
        <button type="button" className="ag-link" onClick={() => setLarge(true)}>
          放大对照
        </button>
      }
    >
      <div className="ag-pad">
        <Pair photos={photos} before={before} after={after} />
      </div>
      <Modal open={large} footer={null} width="min(1400px, 96vw)" title={photos.title} onCancel={() => setLarge(false)}>
        <Pair photos={photos} before={before} after={after} />
      </Modal>
    </Sheet>
  )
}

interface PairProps {
  photos: NonNullable<CaseFace['photos']>
  before: Shot | undefined
  after: Shot | undefined
}

function Pair({ photos, before, after }: PairProps) {
  return (
    <div className="ag-shots">
      <ShotView name={photos.before.name} shot={before} />
      <ShotView name={photos.after.name} shot={after} />
    </div>
  )
}

function ShotView({ name, shot }: { name: string; shot: Shot | undefined }) {
  const file = shot?.files[0]
  return (
    <figure>
      {file && shot ? (
        <a href={fileAddress(file)} target="_blank" rel="noreferrer">
          <img src={fileAddress(file)} alt={`${name}：${fileTitle(file, shot.files, givenWith(shot.act))}`} />
        </a>
      ) : (
        <div className="ag-no-shot">还没有照片</div>
      )}
      <figcaption>
        <b>{name}</b>
        <span className="ag-meta">
          {shot ? time(shot.act.deviceAt ?? shot.act.at) : ''}
          {shot && shot.files.length > 1 && ` · 共 ${shot.files.length} 张`}
        </span>
      </figcaption>
    </figure>
  )
}
