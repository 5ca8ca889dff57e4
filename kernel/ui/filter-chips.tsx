import { Dropdown } from 'antd'
import { Icon } from './icons.tsx'

/** One thing a list can be narrowed by, and its choices. */
export interface Filter {
  key: string
  label: string
  options: readonly { value: string; label: string }[]
  /** Several may be chosen; any of them counts. They stand with commas between. */
  several?: boolean
}

interface FilterChipsProps {
  filters: readonly Filter[]
  /** Chosen values by filter key. */
  chosen: Record<string, string | undefined>
  onChoose(key: string, value: string | undefined): void
  onClear(): void
}

/** Filters as chips: green with × when set, a menu when not. */
export function FilterChips({ filters, chosen, onChoose, onClear }: FilterChipsProps) {
  const set = filters.filter((filter) => chosen[filter.key])
  return (
    <div className="ag-chips">
      {filters.map((filter) => {
        const value = chosen[filter.key]
        const menu = {
          items: filter.options.map((option) => ({ key: option.value, label: option.label })),
          selectable: true,
          // The menu of several stays open until one looks elsewhere.
          multiple: filter.several ?? false,
          selectedKeys: value?.split(',') ?? [],
          onClick: ({ key }: { key: string }) => onChoose(filter.key, filter.several ? toggled(value, key) : key),
          className: 'ag-chip-menu',
        }
        return (
          <span key={filter.key} className={`ag-chip ${value ? 'ag-chip-on' : ''}`}>
            <Dropdown menu={menu} trigger={['click']}>
              <button type="button" aria-haspopup="menu">
                {value ? `${filter.label}：${labelOf(filter, value)}` : filter.label}
                {!value && <Icon name="down" size={12} />}
              </button>
            </Dropdown>
            {value && (
              <button type="button" aria-label={`去掉${filter.label}`} onClick={() => onChoose(filter.key, undefined)}>
                <Icon name="close" size={12} />
              </button>
            )}
          </span>
        )
      })}
      {set.length > 0 && (
        <button type="button" className="ag-link" onClick={onClear}>
          清空
        </button>
      )}
    </div>
  )
}

function toggled(present: string | undefined, value: string): string | undefined {
  const values = present?.split(',') ?? []
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
  return next.length > 0 ? next.join() : undefined
}

/** Words of the chosen values; a value itself where the filter does not know it. */
export const labelOf = (filter: Filter, value: string) =>
  value
    .split(',')
    .map((one) => filter.options.find((option) => option.value === one)?.label ?? one)
    .join('、')
