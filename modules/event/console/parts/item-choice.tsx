import { Button, Input } from 'antd'
import { useState } from 'react'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import {
  type EventGroup,
  type EventItem,
  eventCategories,
  eventGroups,
  eventLevels,
  eventPriorities,
  findEventCategory,
  findEventItem,
  limitDays,
  searchItems,
} from '../../model/catalogue.ts'

/** Chooses an item of the catalogue in two taps, its category and itself, or by a word. */
export function ItemChoice({ id, value, faulty, onChange }: WidgetProps) {
  const chosen = findEventItem(value)
  if (chosen) return <Chosen id={id} item={chosen} onAgain={() => onChange(undefined)} />
  return <Catalogue id={id} faulty={faulty} onChoose={(item) => onChange(item.code)} />
}

function Chosen({ id, item, onAgain }: { id: string; item: EventItem; onAgain(): void }) {
  const { level, priority } = item
  return (
    <div className="ag-event-chosen">
      <strong>
        {findEventCategory(item.category)?.name} · {item.name}
      </strong>
      <span className="ag-soft">
        {eventLevels[level]}事项，{eventPriorities[priority]}，{limitDays(item)} 天内办结
        <small className="ag-pale">　级别按目录，紧急程度和时限未经核实</small>
      </span>
      <Button id={id} size="small" onClick={onAgain}>
        换一项
      </Button>
    </div>
  )
}

interface CatalogueProps {
  id: string
  faulty: boolean
  onChoose(item: EventItem): void
}

function Catalogue({ id, faulty, onChoose }: CatalogueProps) {
  const [text, setText] = useState('')
  const [category, setCategory] = useState<string | null>(null)
  const found = text.trim() ? searchItems(text.trim()) : null
  return (
    <div className="ag-event-catalogue">
      <Input
        id={id}
        status={faulty ? 'error' : undefined}
        allowClear
        placeholder="找事项：如 堵塞、井盖、欠薪"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {found ? (
        <Items items={found} empty="目录里没有这样的事项，换个词，或按类别找。" withCategory onChoose={onChoose} />
      ) : category ? (
        <>
          <button type="button" className="ag-link" onClick={() => setCategory(null)}>
            ← {findEventCategory(category)?.name}，换类别
          </button>
          <Items items={searchItems(category).filter((item) => item.category === category)} onChoose={onChoose} />
        </>
      ) : (
        (Object.keys(eventGroups) as EventGroup[]).map((group) => (
          <section key={group} aria-label={eventGroups[group]}>
            <h3>{eventGroups[group]}</h3>
            <div className="ag-event-tiles">
              {eventCategories
                .filter((one) => one.group === group)
                .map((one) => (
                  <button key={one.code} type="button" onClick={() => setCategory(one.code)}>
                    {one.name}
                  </button>
                ))}
            </div>
          </section>
        ))
      )}
    </div>
  )
}

interface ItemsProps {
  items: readonly EventItem[]
  empty?: string
  withCategory?: boolean
  onChoose(item: EventItem): void
}

function Items({ items, empty, withCategory, onChoose }: ItemsProps) {
  if (items.length === 0) return <p className="ag-soft">{empty}</p>
  return (
    <div className="ag-event-tiles ag-event-items">
      {items.map((item) => (
        <button key={item.code} type="button" onClick={() => onChoose(item)}>
          {item.name}
          <small>
            {withCategory ? `${findEventCategory(item.category)?.name}，` : ''}
            {eventLevels[item.level]}
          </small>
        </button>
      ))}
    </div>
  )
}
