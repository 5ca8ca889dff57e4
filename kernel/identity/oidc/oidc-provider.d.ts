/** The few words of oidc-provider the test speaks; the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export default class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: { client_id: string; client_secret: string; redirect_uris: string[] }[]
        pkce: { required: () => boolean }
        cookies: { keys: string[] }
      },
    )
    callback(): (request: IncomingMessage, response: ServerResponse) => void
  }
}
