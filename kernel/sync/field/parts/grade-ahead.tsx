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
}

/** How the record will be graded, before one keeps it. */
export function GradeAhead({ object: { objectId, lng, lat }, position }: GradeAheadProps) {
  const { accountId } = usePerson()
  const [graded, setGraded] = useState<Graded | null>(null)
  useEffect(() => {
    const objectPlace = lng !== null && lat !== null ? { lng, lat } : null
    void previewGrade(accountId, { objectId, place: position, objectPlace, happenedAt: null, why: null }).then(
      setGraded,
    )
  }, [accountId, objectId, lng, lat, position])
  if (!graded) return null
  const good = graded.grade === 'on-site'
  return (
    <Notice kind={good ? 'ok' : 'soon'}>
      现在存下会记为「{fieldGrades[graded.grade]}」{graded.reasons.length > 0 && `：${graded.reasons.join('；')}`}
      {good ? '。' : '。照样收下，不影响办理。'}
    </Notice>
  )
}
