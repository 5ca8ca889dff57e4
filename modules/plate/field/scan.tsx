import { useEffect, useRef, useState } from 'react'
import { usePerson } from '#kernel/sync/field/hooks.ts'
import { Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { day } from '#kernel/ui/format.ts'
import { plateCodeText, readScanned, tidyPlateCode } from '../model/code.ts'
import { arriveAt, findPlate, type PlateFound } from './codes.ts'
import { type CodeReader, codeInFile, codeReader, openCamera } from './read-code.ts'

interface FieldScanProps {
  /** A code that came with the address: the plate was read by the phone's own camera. */
  given?: string | undefined
  /** Opens what is to be done at an enterprise. */
  onFound(objectId: string): void
  onBack(): void
}

/** Reads the plate of an enterprise: by the camera, from a picture, or typed; with or without a network. */
export function FieldScanPage({ given, onFound, onBack }: FieldScanProps) {
  const { accountId } = usePerson()
  const [fault, setFault] = useState<string | null>(null)
  const [ended, setEnded] = useState<PlateFound | null>(null)
  const [busy, setBusy] = useState(false)
  const looked = useRef('')
  const look = async (text: string) => {
    // The camera sees the same code many times a second.
    if (text === looked.current) return
    looked.current = text
    setEnded(null)
    const seen = readScanned(text)
    if (seen.is === 'other') return setFault(seen.sentence)
    setFault(null)
    setBusy(true)
    const found = await findPlate(accountId, seen.code)
    setBusy(false)
    if (typeof found === 'string') return setFault(found)
    if (found.ended) return setEnded(found)
    await arriveAt(accountId, found)
    onFound(found.objectId)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the code of the address is looked up once
  useEffect(() => {
    if (given) void look(given)
  }, [given])
  return (
    <Screen title="扫码牌" onBack={onBack}>
      <Camera onSeen={(text) => void look(text)} />
      {fault && <Notice kind="late">{fault}</Notice>}
      {busy && (
        <p className="fd-pale fd-pad" role="status">
          正在查这块码牌…
        </p>
      )}
      {ended && <Ended plate={ended} onOpen={() => onFound(ended.objectId)} />}
      <FromPicture
        onSeen={(text) => {
          looked.current = ''
          void look(text)
        }}
        onFault={setFault}
      />
      <Typed
        onTyped={(code) => {
          looked.current = ''
          void look(code)
        }}
      />
    </Screen>
  )
}

function Ended({ plate: { code, name, ended }, onOpen }: { plate: PlateFound; onOpen(): void }) {
  return (
    <Notice kind="late">
      {name}的码牌 {plateCodeText(code)} 已在 {day(ended?.on)} 作废（{ended?.why}
      ），扫它不算到场。门口还贴着的，让企业换新的。
      <button type="button" className="fd-link" onClick={onOpen}>
        仍打开这家企业
      </button>
    </Notice>
  )
}

/** Looks this often: quick for the eye, easy on the battery. */
const EVERY_MS = 180

/** The picture of the camera, looked at for codes while it is shown. */
function Camera({ onSeen }: { onSeen(text: string): void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const seen = useRef(onSeen)
  seen.current = onSeen
  useEffect(() => {
    let stream: MediaStream | null = null
    let over = false
    void (async () => {
      const opened = await openCamera()
      if (typeof opened === 'string') return over || setFault(opened)
      stream = opened
      const shown = video.current
      if (over || !shown) return stop(stream)
      shown.srcObject = opened
      await shown.play().catch(() => {})
      const reader = await codeReader()
      while (!over) {
        const text = await reader.read(shown)
        if (text && !over) seen.current(text)
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
      }
    })()
    return () => {
      over = true
      stop(stream)
    }
  }, [])
  if (fault) return <Notice kind="soon">{fault}</Notice>
  return (
    <div className="fd-scan">
      <video ref={video} playsInline muted aria-label="相机画面，对准码牌上的二维码" />
      <div className="fd-scan-hint">对准码牌上的二维码</div>
    </div>
  )
}

const stop = (stream: MediaStream | null): void => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

function FromPicture({ onSeen, onFault }: { onSeen(text: string): void; onFault(fault: string): void }) {
  const reader = useRef<Promise<CodeReader> | null>(null)
  const [busy, setBusy] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    reader.current ??= codeReader()
    const found = await codeInFile(await reader.current, file)
    setBusy(false)
    if (typeof found === 'string') onFault(found)
    else if (found.words === null) onFault('这张图里没有认出二维码。让码占到画面三分之一，拍清楚再选；或输入下面的码。')
    else onSeen(found.words)
  }
  return (
    <div className="fd-field">
      <label className="fd-plain fd-pick" htmlFor="scan-picture" aria-busy={busy}>
        {busy ? '正在认…' : '选一张有码牌的图片'}
        <input
          id="scan-picture"
          type="file"
          accept="image/*"
          disabled={busy}
          onChange={({ target }) => void take(target.files?.[0]).then(() => (target.value = ''))}
        />
      </label>
    </div>
  )
}

/** The code as it stands on the plate, for eyes and fingers. */
function Typed({ onTyped }: { onTyped(code: string): void }) {
  const [text, setText] = useState('')
  const [told, setTold] = useState(false)
  const code = tidyPlateCode(text)
  const find = () => (code ? onTyped(code) : setTold(true))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        find()
      }}
    >
      <Field
        label="输入码牌上的码"
        id="scan-code"
        hint="二维码下面的十位字母和数字，没有 0、O、1、I"
        fault={told && !code ? '对不上：十位，字母数字看清楚再输' : undefined}
      >
        <input
          id="scan-code"
          value={text}
          maxLength={20}
          placeholder="如 K7M2P-9QWX4"
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setTold(false)
            setText(target.value)
          }}
        />
      </Field>
      <button type="submit" className="fd-main">
        打开这家企业
      </button>
    </form>
  )
}
