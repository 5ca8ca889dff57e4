import type { ComponentType, ReactNode } from 'react'
import type { Search } from '#kernel/ui/address.ts'
import type { Column } from '#kernel/ui/data-table.tsx'
import type { Filter } from '#kernel/ui/filter-chips.tsx'
import type { StatusKind } from '#kernel/ui/marks.tsx'
import type { View } from '#kernel/ui/saved-views.tsx'
import type { CaseType } from '../model/case-type.ts'
import type { CaseLine, CaseOne } from './api.ts'

/** A control for one value of an act's input. */
export interface WidgetProps {
  id: string
  value: unknown
  faulty: boolean
  /** The case the act is about; none while it is being opened. */
  caseId?: string | null
  onChange(value: unknown): void
}

/** A line of facts: what it is called and what it says. */
export interface FactLine {
  label: string
  value: ReactNode
}

/** Photographs of some acts, and what they show. */
export interface Shots {
  name: string
  acts: readonly string[]
}

/** How a kind of case is shown; its pages are the same for every kind. */
export interface CaseFace {
  type: CaseType
  /** Measure word: 条 for hazards. */
  unit: string
  statuses: Readonly<Record<string, StatusKind>>
  /** Columns of its own facts, between whom it is about and where. */
  columns: readonly Column<CaseLine>[]
  filters: readonly Filter[]
  /** Words of the address that narrow the list without a chip of their own, and how they are said. */
  beside?: { keys: readonly string[]; words(search: Search): readonly string[] }
  views: readonly View[]
  /** Small marks beside the title. */
  marks?(line: CaseLine): ReactNode
  /** What its own columns say, in a few words, where there is no room for them. */
  brief?(line: CaseLine): string | null
  /** Where a case of this kind comes from, said while there is none. */
  emptyWords?: string
  facts(one: CaseOne): readonly FactLine[]
  /** What is to be done next where the order of the declaration does not tell it: an act's name, or null for waiting. */
  next?(line: CaseLine): string | null | undefined
  /** Its cases are about places, never about an enterprise. */
  placeOnly?: boolean
  /** Acts whose photographs show how it was and how it is. */
  photos?: { title: string; before: Shots; after: Shots }
  /** Page on which a second matter found in a case is entered as one of its own; it hands the case on as `from`. */
  splitOff?(one: CaseOne, ofObject: boolean): { to: string; search: Search; permission: string }
  /** Page of the object a case is about. */
  objectPage?(id: string): string
  /** Values an act's form begins with, and where they come from; null for none. */
  proposes?(one: CaseOne, act: string): { values: Readonly<Record<string, unknown>>; why: string } | null
  /** What an open act still waits for, said before it is filled in; null for nothing. The server refuses it all the same. */
  awaits?(one: CaseOne, act: string): string | null
  /** Where the cases that may be the same matter are asked for; null for nowhere. */
  likely?(one: CaseOne): string | null
  /** Fields of an act that are not asked with these values. */
  hides?(act: string, values: Readonly<Record<string, unknown>>): readonly string[]
  /** Acts whose form needs a wider column than others. */
  roomy?: readonly string[]
  /** Acts that say no to what was asked: they look unlike those that grant it. */
  denials?: readonly string[]
  /** Hints under the fields of acts, by field. */
  hints?: Readonly<Record<string, string>>
  /** Controls for widgets only this kind has. */
  widgets?: Readonly<Record<string, ComponentType<WidgetProps>>>
  /** Words of a value of such a widget; a person's name by the id that was chosen. */
  words?(widget: string, value: unknown, personName: (id: string) => string | undefined): string | undefined
  /** The rule of a state in one sentence, above the form of what is to be done. */
  rules?: Readonly<Record<string, string>>
}

/** Where the cases of a kind are listed. */
export const homeOf = ({ type }: CaseFace): string => `/${type.path}`
