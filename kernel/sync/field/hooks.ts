import { liveQuery } from 'dexie'
import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { type FieldPerson, fieldDb } from './db.ts'
import { Sender, type SendState } from './sender.ts'
import { type Held, readHeld } from './taken.ts'

/** The one sender of this window. */
export const sender = new Sender()

const Person = createContext<FieldPerson | null>(null)
export const PersonProvider = Person.Provider

/** Who works on this device; only inside the signed-in part. */
export function usePerson(): FieldPerson {
  const person = useContext(Person)
  if (!person) throw new Error('usePerson outside the signed-in part')
  return person
}

/** What a question to the device's store answers, anew whenever that changes; undefined until the first answer. */
export function useLive<T>(question: () => Promise<T>, parts: readonly unknown[]): T | undefined {
  const [answer, setAnswer] = useState<T>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts say when it is another question
  const asked = useCallback(question, parts)
  useEffect(() => {
    const watching = liveQuery(asked).subscribe({ next: setAnswer, error: (error) => console.error(error) })
    return () => watching.unsubscribe()
  }, [asked])
  return answer
}

/** How sending stands. */
export const useSendState = (): SendState => useSyncExternalStore(sender.listen, () => sender.state)

/** Whether the device says it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (tell) => {
      window.addEventListener('online', tell)
      window.addEventListener('offline', tell)
      return () => {
        window.removeEventListener('online', tell)
        window.removeEventListener('offline', tell)
      }
    },
    () => navigator.onLine,
  )
}

/** How many of one's operations are only here, and how many want a decision. */
export function useUnsent(accountId: string): { kept: number; problems: number } {
  const counts = useLive(async () => {
    const of = (state: string) => fieldDb.operations.where('[accountId+state]').equals([accountId, state]).count()
    return { kept: await of('kept'), problems: await of('problem') }
  }, [accountId])
  return counts ?? { kept: 0, problems: 0 }
}

interface Reading<T> {
  held: Held<T> | null
  error: Error | null
  again(): void
}

/** An answer of the server, or the one taken along; null while it is read. A path of null asks nothing. */
export function useHeld<T>(path: string | null): Reading<T> {
  const { accountId } = usePerson()
  const [state, setState] = useState<{ path: string | null; held: Held<T> | null; error: Error | null }>({
    ...{ path: null, held: null, error: null },
  })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same anew
  useEffect(() => {
    let over = false
    if (path)
      readHeld<T>(accountId, path).then(
        (held) => !over && setState({ path, held, error: null }),
        (error) => !over && setState({ path, held: null, error }),
      )
    return () => {
      over = true
    }
  }, [accountId, path, round])
  const again = useCallback(() => setRound((round) => round + 1), [])
  return state.path === path ? { ...state, again } : { held: null, error: null, again }
}
