import { useRef, useState } from 'react'
import { ApiProblem, send } from '#kernel/ui/api.ts'

interface Sending {
  busy: boolean
  problem: ApiProblem | null
  /** @param dated whether the body tells when the device did it */
  send<T>(path: string, body: Record<string, unknown>, dated?: boolean): Promise<T | null>
  clear(): void
}

interface Attempt {
  text: string
  key: string
  deviceAt: string
}

/**
 * Sends an act so that a second try is the same act: while nobody answered, the key and the time of the device stay; once
 * the server refused, the next try is a new one.
 */
export function useSendAct(): Sending {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const last = useRef<Attempt | null>(null)
  const sendOnce = async <T>(path: string, body: Record<string, unknown>, dated = true): Promise<T | null> => {
    const text = JSON.stringify([path, { ...body, place: undefined }])
    if (last.current?.text !== text)
      last.current = { text, key: crypto.randomUUID(), deviceAt: new Date().toISOString() }
    const { key, deviceAt } = last.current
    setBusy(true)
    setProblem(null)
    try {
      const answer = await send<T>('POST', path, { body: dated ? { ...body, deviceAt } : body, key })
      last.current = null
      return answer
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.status >= 400 && error.status < 500) last.current = null
      setProblem(error)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, send: sendOnce, clear: () => setProblem(null) }
}
