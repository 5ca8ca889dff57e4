import { lazy, Suspense } from 'react'
import { SignIn } from '#kernel/identity/console/pages/sign-in.tsx'
import { HouseMark } from '#kernel/ui/icons.tsx'

const DemoOutline = lazy(() => import('./demo-outline.tsx'))

/** Sign-in with the platform's name beside it; the demo city's outline only in demo mode. */
export function SignInPage() {
  return (
    <SignIn
      aside={(demo, city) => (
        <>
          <div className="ag-house">
            <HouseMark size={36} />
            安网
          </div>
          {demo ? (
            <Suspense fallback={<div className="ag-grow" />}>
              <DemoOutline />
            </Suspense>
          ) : (
            <div className="ag-grow" />
          )}
          <h2>{city ? `${city}安全生产监管平台` : '安全生产网格化监管平台'}</h2>
          <p>{demo ? '演示数据，人名、企业名均为虚构。边界为示意。' : '谁的网格，谁的企业，谁来管，管到哪一步。'}</p>
        </>
      )}
    />
  )
}
