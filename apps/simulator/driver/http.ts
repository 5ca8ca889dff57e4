import type { DataPayload } from '#protocols/sensor/contract.ts'
import { type Device, Outbox, type Party } from './outbox.ts'

/** What a sensor measured at once; number and version are the driver's. */
export type Measured = Pick<DataPayload, 'ts' | 'points'>

const [REST_MS, PATIENCE_MS] = [1_000, 30_000]

/** Posts one message after another until each is said to be kept. */
export function httpDevice(party: Party, restMs = REST_MS): Device<Measured> {
  const outbox = new Outbox<Measured>()
  const stopped = new AbortController()
  let isBusy = false
  const work = async () => {
    if (isBusy) return
    isBusy = true
    for (let next = outbox.take(Date.now()); next && !stopped.signal.aborted; next = outbox.take(Date.now())) {
      const kept = await post(party, next.no, next.message, stopped.signal).catch(() => null)
      if (kept === 'stored' || kept === 'doubled') outbox.acknowledge(next.no)
      else if (kept === 'refused') outbox.refuse(next.no)
      else {
        outbox.again(Date.now())
        await new Promise((resolve) => setTimeout(resolve, restMs))
      }
    }
    isBusy = false
  }
  return {
    get ledger() {
      return outbox.ledger
    },
    say: (message) => {
      outbox.add(message)
      void work()
    },
    stop: () => stopped.abort(),
  }
}

async function post(
  { host, port, code, secret }: Party,
  seq: number,
  message: Measured,
  stopped: AbortSignal,
): Promise<string | undefined> {
  const reply = await fetch(`http://${host}:${port}/ingest/v1/data`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${code}:${secret}`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ v: 1, seq, ...message }),
    signal: AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE_MS)]),
  })
  const { outcomes } = (await reply.json()) as { outcomes?: { kept: string }[] }
  return outcomes?.[0]?.kept
}
