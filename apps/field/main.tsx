import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import tokens from '#kernel/ui/tokens.json' with { type: 'json' }
import { App } from './app.tsx'
import { keepOnDevice } from './keep-on-device.ts'
import './field.css'

// Read in the sun: one appearance, the light one.
for (const [name, value] of Object.entries(tokens.palette.light))
  if (typeof value === 'string') document.documentElement.style.setProperty(`--ag-${name}`, value)

keepOnDevice()

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
