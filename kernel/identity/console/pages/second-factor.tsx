import { useNavigate } from '@tanstack/react-router'
import { PageHead, Sheet } from '#kernel/ui/parts.tsx'
import { useMe } from '../me.ts'
import { TotpSetup } from '../parts/totp-setup.tsx'
import { TotpSheet } from '../parts/totp-sheet.tsx'
import '../totp.css'

/** Where whoever must have a second factor sets it up before anything else. */
export function SecondFactorPage() {
  const me = useMe()
  const navigate = useNavigate()
  const missing = me.data?.secondFactor.missing
  return (
    <div className="ag-page" style={{ maxWidth: 640 }}>
      <PageHead meta="密码可能被人看到或猜到；再加手机上的一个数字，别人就进不来。">
        {missing ? '先启用动态口令，再开始用' : '动态口令'}
      </PageHead>
      {missing ? (
        <Sheet title="启用动态口令" meta="您的岗位必须用">
          <div className="ag-pad">
            <TotpSetup onDone={() => void navigate({ to: '/', replace: true })} />
          </div>
        </Sheet>
      ) : (
        <TotpSheet />
      )}
    </div>
  )
}
