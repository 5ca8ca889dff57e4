import { type FieldGrade, fieldGrades } from '../../model/grade.ts'
import { outcomes } from '../../model/operation.ts'
import { fieldDb, type KeptOperation, type KeptPhoto } from '../db.ts'
import { sender, useLive } from '../hooks.ts'
import { heldForWifi, sendByAnyLine, unsentHeavy } from '../metering.ts'
import { useMetering } from '../use-metering.ts'
import { isVoice } from '../voice.ts'

/** Where one write stands: 存在本机 → 待发 → 发送中 60% → 已送达, or what keeps it. */
export function Standing({ one }: { one: KeptOperation }) {
  if (one.state === 'delivered')
    return (
      <small className="fd-ok">
        ✓ 已送达 {one.receipt}
        {one.grade && ` · ${fieldGrades[one.grade as FieldGrade]}`}
        {one.reasons.length > 0 && `（${one.reasons.join('；')}）`}
      </small>
    )
  if (one.state === 'problem')
    return <small className="fd-warn">{outcomes[one.outcome ?? 'refused']}，在发件箱里处理</small>
  return one.state === 'kept' ? <Waiting one={one} /> : null
}

function Waiting({ one }: { one: KeptOperation }) {
  const { waits } = useMetering()
  const photos = useLive(() => fieldDb.photos.bulkGet(one.photoIds), [one.photoIds.join()]) ?? []
  const held = useLive(async () => (waits ? heldForWifi(one, await unsentHeavy(one.accountId)) : null), [one, waits])
  const left = photos.filter((photo) => photo?.state === 'kept') as KeptPhoto[]
  if (held)
    return (
      <em>
        存下了，等 WLAN：{held.id === one.id ? leftWords(left) : `前一步「${held.title}」带着照片或录音`}
        <button type="button" className="fd-link" onClick={() => void sendByAnyLine(one).then(() => sender.soon(0))}>
          现在用流量
        </button>
      </em>
    )
  if (one.outcome === 'waits') return <em>存下了，等前一步送达</em>
  const [sent, all] = [left.reduce((sum, photo) => sum + photo.sent, 0), left.reduce((sum, { size }) => sum + size, 0)]
  return (
    <em>
      {sent > 0 ? `发送中 ${Math.round((sent / all) * 100)}%` : '存下了，待发'}
      {left.length > 0 && `，${leftWords(left)}`}
    </em>
  )
}

/** What is still to go: 照片 2 张、录音 1 段，1.4 MB. */
function leftWords(left: readonly KeptPhoto[]): string {
  const voices = left.filter(isVoice).length
  const bytes = left.reduce((sum, { size, sent }) => sum + size - sent, 0)
  const parts = [left.length > voices && `照片 ${left.length - voices} 张`, voices > 0 && `录音 ${voices} 段`]
  return `${parts.filter(Boolean).join('、')}，${bytes < 1e5 ? '不到 0.1' : (bytes / 1e6).toFixed(1)} MB`
}
