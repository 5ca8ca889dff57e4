export interface OutboundText {
  /** Stays the same on every try: a provider that knows it must not send twice. */
  id: string
  channel: 'sms' | 'mail'
  address: string
  text: string
}

/** A way out of the platform for short texts. Throws when the text was not taken; the job then tries again later. */
export interface OutboundProvider {
  name: string
  /** @returns the provider's own number of the text */
  send(text: OutboundText): Promise<string>
}

/** The default: nothing leaves the platform, the rows of the outbox are the record. For offices without a gateway. */
export const recordOnly: OutboundProvider = {
  name: 'record-only',
  send: async ({ id }) => id,
}
