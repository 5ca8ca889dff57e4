import { lazy } from 'react'
import type { CasePanel } from '#kernel/cases/console/panels.ts'

/** What other rooms show on the page of every case. */
export const casePanels: readonly CasePanel[] = [
  lazy(async () => ({
    default: (await import('#modules/archive/console/parts/case-volume.tsx')).CaseVolume,
  })),
  lazy(async () => ({
    default: (await import('#modules/enforcement-case/console/parts/clue-panel.tsx')).CluePanel,
  })),
  lazy(async () => ({
    default: (await import('#modules/measure/console/parts/measure-panel.tsx')).MeasurePanel,
  })),
  lazy(async () => ({
    default: (await import('#modules/legal-document/console/parts/case-documents.tsx')).CaseDocuments,
  })),
]
