import { useEffect, useState } from 'react'
import { Notice } from '#kernel/ui/field/screen.tsx'
import type { Position } from '#kernel/ui/position.ts'
import { fieldGrades, type Graded } from '../../model/grade.ts'
import { usePerson } from '../hooks.ts'
import { previewGrade } from '../preview.ts'

interface GradeAheadProps {
  /** Where the object of the record stands, as far as it is known. */
  object: { objectId: string; lng: number | null; lat: number | null }
  position: Position | null
  /** When it happened and why it is written down only now; nothing for what is written down there. */
  later?: { startedAt: string; why: string } | undefined
}

/** How the record will be graded, before one keeps it. */
export function GradeAhead({ object: { objectId, lng, lat }, position, later }: GradeAheadProps) {
  const { accountId } = usePerson()
  const [graded, setGraded] = useState<Graded | null>(null)
  const { startedAt: happenedAt = null, why = null } = later ?? {}
  useEffect(() => {
    const objectPlace = lng !== null && lat !== null ? { lng, lat } : null
    void previewGrade(accountId, { objectId, place: position, objectPlace, happenedAt, why }).then(setGraded)
  }, [accountId, objectId, lng, lat, position, happenedAt, why])
  if (!graded) return null
  const good = graded.grade === 'on-site'
  return (
    <Notice kind={good ? 'ok' : 'soon'}>
      现在存下会记为「{fieldGrades[graded.grade]}」{graded.reasons.length > 0 && `：${graded.reasons.join('；')}`}
      {good ? '。' : '。照样收下，不影响办理。'}
    </Notice>
  )
}
