import { Icon } from '#kernel/ui/icons.tsx'

/** What the server tells the sign-in page. */
export interface SignInPage {
  demo: boolean
  accounts: { login: string; title: string; duty: string; name: string }[]
  password: string | null
  /** Name of the city the platform serves; null before one is loaded. */
  city: string | null
  /** Whether the office's single sign-on is set up. */
  oidc: boolean
}

interface DemoAccountsProps {
  page: SignInPage
  busy: string | null
  onEnter(login: string): void
}

/** Accounts of the demo city; one press signs in. */
export function DemoAccounts({ page, busy, onEnter }: DemoAccountsProps) {
  return (
    <section className="ag-demo" aria-labelledby="demo-head">
      <header>
        <h2 id="demo-head">演示账号</h2>
        <span className="ag-meta">
          点一行即可进入，密码都是 <b className="ag-code">{page.password}</b>
        </span>
      </header>
      <ul>
        {page.accounts.map((account) => (
          <li key={account.login}>
            <button type="button" disabled={busy !== null} onClick={() => onEnter(account.login)}>
              <b>{account.title}</b>
              <span>{account.duty}</span>
              <span className="ag-soft">{account.name}</span>
              <span className="ag-meta ag-code">{account.login}</span>
              <Icon name="right" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
