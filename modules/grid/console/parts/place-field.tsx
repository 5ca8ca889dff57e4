import { Segmented } from 'antd'
import { useAddress } from '#kernel/ui/address.ts'
import { useRead } from '#kernel/ui/query.ts'
import { GridChoice } from './grid-choice.tsx'
import { type ChosenEnterprise, EnterpriseChoice } from './objects/enterprise-choice.tsx'

/** How the two kinds of places are called, in the order they stand. */
export type PlaceWords = readonly { value: 'object' | 'grid'; label: string }[]

interface PlaceFieldProps {
  id: string
  words: PlaceWords
  byGrid: boolean
  onByGrid(byGrid: boolean): void
  /** Grid shown where none is chosen. */
  ownGrid?: string | undefined
  fault: string | undefined
}

/** Whom or where something is about: an enterprise, or a grid. The choice stands in the address, so that other pages can make it. */
export function PlaceField({ id, words, byGrid, onByGrid, ownGrid, fault }: PlaceFieldProps) {
  const { search, change } = useAddress()
  return (
    <>
      <Segmented
        options={[...words]}
        style={{ justifySelf: 'start' }}
        value={byGrid ? 'grid' : 'object'}
        onChange={(value) => onByGrid(value === 'grid')}
      />
      <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
        <label htmlFor={id}>{byGrid ? '网格' : '企业'}</label>
        {fault && (
          <span className="ag-fault" role="alert">
            {fault}
          </span>
        )}
        {byGrid ? (
          <GridChoice id={id} value={search.gridCode ?? ownGrid} onChange={(gridCode) => change({ gridCode }, true)} />
        ) : (
          <ObjectChoice id={id} objectId={search.objectId} onChange={(objectId) => change({ objectId }, true)} />
        )}
      </div>
    </>
  )
}

interface ObjectChoiceProps {
  id: string
  objectId: string | undefined
  onChange(objectId: string | undefined): void
}

/** An enterprise known by its id, or another one. */
export function ObjectChoice({ id, objectId, onChange }: ObjectChoiceProps) {
  const known = useRead<{ values: { name: string; gridCode: string } }>(objectId ? `/enterprises/${objectId}` : null)
  const chosen: ChosenEnterprise | undefined =
    objectId && known.data
      ? { id: objectId, name: known.data.values.name, creditCode: null, gridCode: known.data.values.gridCode }
      : undefined
  return <EnterpriseChoice id={id} value={chosen} onChange={(enterprise) => onChange(enterprise?.id)} />
}
