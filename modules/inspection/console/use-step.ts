import { App } from 'antd'
import { useActSheet } from '#kernel/cases/console/act-sheet.ts'
import { type CaseAnswer, type CaseOne, useRefreshCases } from '#kernel/cases/console/api.ts'
import { fieldId } from '#kernel/cases/console/parts/act-fields.tsx'
import { inspectionFace } from './inspection-face.tsx'

/** A step on site as a form of its own layout: its draft survives a lost line, and it goes on when the server took it. */
export function useStep(one: CaseOne, act: string, first?: Readonly<Record<string, unknown>>) {
  const sheet = useActSheet(inspectionFace, act, `${one.id}.${act}`, first)
  const refresh = useRefreshCases(inspectionFace.type.path)
  const { message } = App.useApp()
  const prefix = `site-${act}`
  const faults = [...sheet.faults, ...(sheet.problem?.errors ?? [])]
  return {
    ...sheet,
    prefix,
    faults,
    faultOf: (key: string) => faults.find(({ pointer }) => pointer.startsWith(`/input/${key}`))?.message,
    async submit(): Promise<void> {
      const first = sheet.check()[0]?.pointer.split('/')[2]
      if (first) return document.getElementById(fieldId(prefix, first))?.focus()
      const answer = await sheet.send<CaseAnswer>(`/inspections/${one.id}/${act}`, { version: one.acts })
      if (!answer) {
        await refresh()
        return
      }
      sheet.draft.clear()
      void message.success(`${sheet.declared?.title}，办好了`)
      await refresh()
      window.scrollTo({ top: 0 })
    },
  }
}

export type Step = ReturnType<typeof useStep>
