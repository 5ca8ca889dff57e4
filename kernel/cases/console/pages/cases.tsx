import type { ReactNode } from 'react'
import { type Me, useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { countTo } from '#kernel/ui/format.ts'
import { PageHead } from '#kernel/ui/parts.tsx'
import { BOX_COUNTED } from '../../model/boxes.ts'
import { type Box, boxes, useBox } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { CaseBoxes } from '../parts/inbox-box.tsx'
import { todoWords } from '../todo-words.ts'

const LIMIT = 50

interface CasesPageProps {
  faces: readonly CaseFace[]
  /** Work of other sorts that waits too. */
  beside?: { count: number; lines: ReactNode } | undefined
  /** What holds whatever is to be done, above the boxes. */
  first?: ReactNode
}

/** All work of this seat over all kinds of cases. */
export function CasesPage({ faces, beside, first }: CasesPageProps) {
  const { search, change } = useAddress()
  const me = useMe()
  const box = search.box && search.box in boxes ? (search.box as Box) : 'todo'
  const read = useBox(box, LIMIT)
  const total = read.data && read.data.total + (box === 'todo' ? (beside?.count ?? 0) : 0)
  return (
    <div className="ag-page">
      <PageHead
        meta={
          box === 'todo' && read.data
            ? [todoWords(read.data.items, read.data.total), elsewhere(me.data)].join(' ')
            : undefined
        }
      >
        {total === undefined ? '我的办件' : `${boxes[box]} ${countTo(total, BOX_COUNTED)} 件`}
      </PageHead>
      {first}
      <CaseBoxes
        key={box}
        faces={faces}
        ofObject={Boolean(me.data?.objectId)}
        limit={LIMIT}
        box={box}
        {...(beside ? { beside } : {})}
        onBox={(next) => change({ box: next === 'todo' ? undefined : next })}
      />
    </div>
  )
}

/** Seats one sits on beside the present one: their work is not in this list. */
function elsewhere(me: Me | undefined): string {
  const others = me?.seats.filter(({ id }) => id !== me.seat?.id) ?? []
  if (others.length === 0) return ''
  const names = others.map(({ title, standsInFor }) => (standsInFor ? `${title}（代${standsInFor}）` : title))
  return `您还在这些岗位上：${names.join('、')}，它们的事在右上角切换岗位后办。`
}
