import { useEffect, useState } from 'react'
import { Icon } from '#kernel/ui/icons.tsx'
import { fieldDb, type KeptPhoto } from '../db.ts'
import { useLive, usePerson } from '../hooks.ts'
import { isFull, keepPhoto, stampPhoto } from '../photos.ts'

interface PhotoStripProps {
  id: string
  photoIds: readonly string[]
  /** What stands in the picture beside the time: the object, the place. */
  mark: readonly string[]
  objectId?: string | null
  gridCode?: string | null
  onChange(photoIds: string[]): void
}

/** Photographs of one thing: taken with one tap, kept on the device at once, seen small. */
export function PhotoStrip({ id, photoIds, mark, objectId, gridCode, onChange }: PhotoStripProps) {
  const person = usePerson()
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const photos = useLive(() => fieldDb.photos.bulkGet([...photoIds]), [photoIds.join()])
  const take = async (files: FileList | null) => {
    setBusy(true)
    setFault(null)
    const taken: string[] = []
    for (const file of files ?? [])
      try {
        const lines = [`${moment()}　${person.personName}`, mark.filter(Boolean).join('　')]
        const stamped = await stampPhoto(file, lines)
        taken.push((await keepPhoto(person, stamped, { objectId, gridCode, ending: 'jpg' })).id)
      } catch (error) {
        setFault(isFull(error) ? '这台设备存不下了，先把发件箱里的送出去' : (error as Error).message)
      }
    setBusy(false)
    if (taken.length > 0) onChange([...photoIds, ...taken])
  }
  return (
    <div className="fd-photos">
      {(photos ?? []).map(
        (photo) =>
          photo && (
            <Thumb key={photo.id} photo={photo} onDrop={() => onChange(photoIds.filter((one) => one !== photo.id))} />
          ),
      )}
      <label className="fd-camera" htmlFor={id} aria-busy={busy}>
        <Icon name="camera" size={24} />
        {busy ? '正在存…' : '拍照'}
        <input
          id={id}
          type="file"
          accept="image/*"
          capture="environment"
          disabled={busy}
          onChange={({ target }) => {
            void take(target.files).then(() => {
              target.value = ''
            })
          }}
        />
      </label>
      {fault && (
        <span className="fd-fault" role="alert">
          {fault}
        </span>
      )}
    </div>
  )
}

const moment = () =>
  new Date().toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

function Thumb({ photo, onDrop }: { photo: KeptPhoto; onDrop(): void }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!photo.blob) return setAddress(`/api/v1/files/${photo.id}?inline=yes`)
    const made = URL.createObjectURL(photo.blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return (
    <figure>
      {address && <img src={address} alt="照片" />}
      <figcaption>{photo.state === 'uploaded' ? '已送达' : '存在本机'}</figcaption>
      <button type="button" aria-label="去掉这张照片" onClick={onDrop}>
        <Icon name="close" size={14} />
      </button>
    </figure>
  )
}
