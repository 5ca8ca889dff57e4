import { time } from '#kernel/ui/format.ts'
import type { IssuedSecret } from '../people-api.ts'

/** A first password to hand over; it is never shown again. */
export function SecretNote({ issued }: { issued: IssuedSecret }) {
  return (
    <div className="ag-notice ag-notice-ok" role="status">
      <strong>把这两样当面交给本人</strong>
      <span>
        账号 <b className="ag-code">{issued.login}</b>
      </span>
      {issued.secret ? (
        <span>
          初始密码 <b className="ag-code">{issued.secret}</b>
        </span>
      ) : (
        <span>初始密码已给过一次，不再显示。丢了就再重置一次。</span>
      )}
      <span className="ag-meta">到 {time(issued.secretExpiresAt)} 有效，第一次登录要换掉。关掉这里就看不到了。</span>
    </div>
  )
}
