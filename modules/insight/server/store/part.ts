import { type RawBuilder, sql } from 'kysely'
import type { PartedBy } from '../../model/schema.ts'

/** Whether an enterprise `e` with its parting `p` is of a part. */
export function isOfPart(about: { partedBy: PartedBy; class: string }): RawBuilder<boolean> {
  if (about.partedBy === 'all' || about.class === '') return sql<boolean>`true`
  return about.partedBy === 'class'
    ? sql<boolean>`${about.class} = any(e.regulator_classes)`
    : sql<boolean>`p.section = ${about.class}`
}
