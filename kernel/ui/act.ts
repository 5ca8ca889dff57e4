import { App } from 'antd'
import { useState } from 'react'
import { ApiProblem } from './api.ts'

interface Act {
  busy: boolean
  /** Why the last try was refused; null after one that worked. */
  problem: ApiProblem | null
  /** Runs something that writes; says `done` when it worked, keeps the problem when it did not. True when it worked. */
  run(act: () => Promise<unknown>, done?: string): Promise<boolean>
  clear(): void
}

/** One writing act of a page: busy while it runs, its problem kept where it belongs. */
export function useAct(): Act {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const run = async (act: () => Promise<unknown>, done?: string) => {
    setBusy(true)
    setProblem(null)
    try {
      await act()
      if (done) void message.success(done)
      return true
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run, clear: () => setProblem(null) }
}
