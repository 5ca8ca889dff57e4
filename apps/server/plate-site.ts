import { documentSettings } from '#modules/legal-document/server/settings.ts'
import type { PlateContext } from '#modules/plate/server/routes.ts'

/**
 * Beginning of the address in the code of a plate: what the administrator set. A demonstration without one prints where it listens.
 * Nothing a request says of itself gets onto a plate that hangs at a gate for years. @returns null where nothing is set
 */
export const plateSite =
  (demo: boolean): PlateContext['siteOf'] =>
  (settings, { server }) => {
    const set = settings.get(documentSettings.siteAddress)
    if (set) return set
    return demo && server.addresses().length > 0 ? server.listeningOrigin : null
  }
