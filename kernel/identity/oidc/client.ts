import * as oidc from 'openid-client'
import { Problem } from '#kernel/http/problem.ts'
import { identityProblems } from '../model/problems.ts'

/** Where the office's single sign-on stands and who we are there. */
export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
}

/** What must be the same when the browser comes back; sealed into a cookie meanwhile. */
export interface OidcTrip {
  state: string
  nonce: string
  verifier: string
  redirectUri: string
  /** Milliseconds since 1970 after which the trip is over. */
  until: number
}

export interface OidcIdentity {
  subject: string
  /** The other side asked for more than a password (RFC 8176). */
  strong: boolean
}

const TRIP_MS = 10 * 60_000
const STRONG = ['mfa', 'otp', 'hwk', 'sc', 'fpt']

/** OpenID Connect with code, PKCE, state and nonce. The other side is asked for its addresses on first use. */
export class OidcClient {
  readonly #settings: OidcSettings
  #found: Promise<oidc.Configuration> | null = null

  constructor(settings: OidcSettings) {
    this.#settings = settings
  }

  /** Address to send the browser to, and what to remember for its way back. @throws oidcAway */
  async begin(redirectUri: string, now: Date): Promise<{ url: string; trip: OidcTrip }> {
    const config = await this.#configuration()
    const trip = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      redirectUri,
      until: now.getTime() + TRIP_MS,
    }
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid',
      state: trip.state,
      nonce: trip.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(trip.verifier),
      code_challenge_method: 'S256',
    })
    return { url: url.href, trip }
  }

  /** Who came back. @throws signInBroken when anything is not as it was sent out; oidcAway */
  async finish(trip: OidcTrip, search: string): Promise<OidcIdentity> {
    const config = await this.#configuration()
    const url = new URL(trip.redirectUri)
    url.search = search
    try {
      const tokens = await oidc.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: trip.verifier,
        expectedState: trip.state,
        expectedNonce: trip.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('no claims')
      const methods = Array.isArray(claims.amr) ? claims.amr : []
      return { subject: claims.sub, strong: methods.some((method) => STRONG.includes(String(method))) }
    } catch {
      throw new Problem(identityProblems.signInBroken, '统一身份登录没有完成，请重新登录。')
    }
  }

  /** A failure is not remembered: the next sign-in asks again. */
  #configuration(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings
    // Plain http is for a provider on this machine only; the settings refuse any other.
    const options = issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {}
    this.#found ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, options).catch(() => {
      this.#found = null
      throw new Problem(identityProblems.oidcAway, '统一身份平台暂时连不上，请用账号密码登录或稍后再试。')
    })
    return this.#found
  }
}
