import { count } from '#kernel/ui/format.ts'
import type { Layers } from '../../model/layers.ts'

/** The layer of all enterprises as dots, beside those the rooms declare. */
export const DOTS = 'dots'

interface LayerChipsProps {
  layers: readonly Layers['items'][number][]
  chosen: readonly string[]
  enterprises: number
  onChange(chosen: string[]): void
}

/** What is laid over the map; each says how many there are, whether it is on or not. */
export function LayerChips({ layers, chosen, enterprises, onChange }: LayerChipsProps) {
  const flip = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  const dots = { name: DOTS, title: '逐家企业', unit: '家', urgent: false, value: enterprises }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere
    <div className="ag-cockpit-layers" role="group" aria-label="图层">
      {[dots, ...layers].map(({ name, title, unit, value, urgent }) => (
        <button
          key={name}
          type="button"
          aria-pressed={chosen.includes(name)}
          className={urgent && value ? 'ag-cockpit-layer-urgent' : undefined}
          onClick={() => flip(name)}
        >
          {title}
          <b>{count(value)}</b>
          <small>{unit}</small>
        </button>
      ))}
    </div>
  )
}
