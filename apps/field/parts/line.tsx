import { useOnline, usePerson, useSendState, useUnsent } from '#kernel/sync/field/hooks.ts'
import { useWaitingForWifi } from '#kernel/sync/field/use-metering.ts'
import { go } from '../route.ts'

/** Under the title whenever something stands between this device and the server: what is safe here, and what it waits for. */
export function Line() {
  const { accountId } = usePerson()
  const { kept } = useUnsent(accountId)
  const online = useOnline()
  const wifi = useWaitingForWifi(accountId)
  const state = useSendState()
  const waiting = kept > 0 ? `，${kept} 条待发` : ''
  if (state === 'signed-out')
    return (
      <div className="fd-line fd-late" role="status">
        <strong>登录已过期。</strong>记录都在本机{waiting}
        <button type="button" className="fd-link" onClick={() => go('/sign-in')}>
          重新登录
        </button>
      </div>
    )
  if (!online || state === 'away')
    return (
      <div className="fd-line" role="status">
        <strong>没有网络。</strong>记录存在本机{waiting}
      </div>
    )
  if (state === 'paused')
    return (
      <div className="fd-line" role="status">
        <strong>平台忙。</strong>记录存在本机{waiting}，过一会儿自动再发
      </div>
    )
  if (wifi > 0)
    return (
      <div className="fd-line" role="status">
        <strong>等 WLAN。</strong>
        {wifi} 条带照片或录音的存在本机，文字记录照发
        <button type="button" className="fd-link" onClick={() => go('/outbox')}>
          看发件箱
        </button>
      </div>
    )
  return null
}
