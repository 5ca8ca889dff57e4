import { type ComponentType, createContext, use } from 'react'
import type { CaseOne } from './api.ts'

/** A part of every case's page that another room gives; it shows nothing where it has nothing to say. */
export type CasePanel = ComponentType<{ one: CaseOne }>

/** The panels of this console, told by whoever composes it: the engine knows none of the rooms that give them. */
export const CasePanels = createContext<readonly CasePanel[]>([])

export const useCasePanels = (): readonly CasePanel[] => use(CasePanels)
