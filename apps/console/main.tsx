import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CasePanels } from '#kernel/cases/console/panels.ts'
import { forgetSignIn } from '#kernel/identity/console/me.ts'
import { buildQueryClient } from '#kernel/ui/query.ts'
import { ThemeProvider } from '#kernel/ui/theme.tsx'
import '#kernel/ui/look.css'
import '#kernel/ui/shell.css'
import '#kernel/ui/look/narrow.css'
import '#kernel/ui/look/print.css'
import { casePanels } from './case-panels.ts'
import { lendNonce } from './lend-nonce.ts'
import { router } from './router.tsx'

lendNonce()

/** A lost session leads to sign-in and back to the same address afterwards. */
const client = buildQueryClient(() => {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  forgetSignIn()
  client.removeQueries({ queryKey: ['/me'] })
  void router.navigate({ to: '/sign-in', search: (href === '/' ? {} : { to: href }) as never, replace: true })
})

// A page opened before an upgrade asks for parts that are gone; the new page has them.
window.addEventListener('vite:preloadError', () => window.location.reload())

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ThemeProvider>
        <CasePanels value={casePanels}>
          <RouterProvider router={router} />
        </CasePanels>
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
)
