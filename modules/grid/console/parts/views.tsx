import { Select } from 'antd'
import { useAddress } from '#kernel/ui/address.ts'
import { useGridWords } from '../duty-api.ts'

const views = { overview: '下级与边界', duties: '谁负责', card: '七要素', coverage: '全覆盖证明' } as const

/** A face of the grid page. */
export type GridView = keyof typeof views

/** The face an address names; the overview when it names none. */
export const viewOf = (text: string | undefined): GridView => (text && text in views ? (text as GridView) : 'overview')

/** Faces of the grid page and the layer they show. */
export function Views() {
  const { search, change } = useAddress()
  const words = useGridWords()
  const present = viewOf(search.view)
  return (
    <div className="ag-bar">
      <nav className="ag-views" aria-label="看什么">
        {Object.entries(views).map(([key, label]) => (
          <button
            key={key}
            type="button"
            className="ag-view"
            aria-current={key === present}
            onClick={() => change({ view: key === 'overview' ? undefined : key })}
          >
            {label}
          </button>
        ))}
      </nav>
      <span className="ag-grow" />
      {present !== 'overview' && (
        <Select
          size="small"
          aria-label="逻辑层"
          style={{ width: 110 }}
          value={search.layer ?? 'safety'}
          options={words.data?.layers.map(({ code, name }) => ({ value: code, label: `${name}层` }))}
          onChange={(layer: string) => change({ layer: layer === 'safety' ? undefined : layer })}
        />
      )}
    </div>
  )
}
