import type { SecretBox } from '#kernel/identity/secret-box.ts'

const PURPOSE = 'sync.challenge'

/** The instant and the account in a challenge; sealed, so that a device can hold it but not make one. */
interface Sealed {
  at: string
  account: string
  device: string
}

/** What the clock of the server says now, sealed for one device of one account: nothing is kept of it. */
export function newChallenge(secrets: SecretBox, account: string, device: string, now: Date): string {
  return secrets.seal(JSON.stringify({ at: now.toISOString(), account, device } satisfies Sealed), PURPOSE)
}

/** The instant of a challenge in milliseconds; null when it is forged, another account's or another device's. */
export function openChallenge(secrets: SecretBox, token: string, account: string, device: string): number | null {
  try {
    const sealed = JSON.parse(secrets.open(token, PURPOSE)) as Sealed
    return sealed.account === account && sealed.device === device ? Date.parse(sealed.at) : null
  } catch {
    return null
  }
}
