import type { z } from 'zod'
import type { Database, Tx } from '#kernel/db/db.ts'
import type { MapLayer } from '#kernel/geo/map-layer.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { mayAsk, wholeOf } from '#kernel/indicators/figures.ts'
import { freshen, sourcesOf } from '#kernel/indicators/fresh.ts'
import { noGrid } from '#kernel/indicators/model/problems.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { LAYER_ROWS, type LayerAnswer, type LayersAnswer } from '../model/layers.ts'
import { noLayer } from '../model/problems.ts'
import { countLayer, type LayerRow, listLayer } from './layer-store.ts'

/** Who asks for what of the map, in which transaction. */
export interface LayerQuestion {
  tx: Tx
  actor: Actor
  grid: string | undefined
}

/** The layers somebody may see of a grid, each with the figure that counts the same rows. */
export async function listLayers(
  room: IndicatorRoom,
  layers: readonly MapLayer[],
  { db, tx, actor, grid = actor.gridCode }: LayerQuestion & { db: Database },
): Promise<z.input<typeof LayersAnswer>> {
  if (!mayAsk(actor.scope, grid)) throw noGrid()
  const seen = layers.filter(({ permission }) => may(actor, permission))
  const of = new Map(seen.map((layer) => [layer, layer.indicator && room.table.indicators.get(layer.indicator)]))
  const indicators = [...of.values()].filter((one) => typeof one === 'object')
  await freshen(db, tx, [...new Set(indicators.flatMap((one) => sourcesOf(room.table, one)))])
  const today = localDateOf(new Date())
  const items = []
  for (const layer of seen) {
    const indicator = of.get(layer)
    items.push({
      ...{ name: layer.name, title: layer.title, unit: layer.unit, urgent: layer.isUrgent ?? false },
      ...{ indicator: layer.indicator ?? null, today: layer.isOfToday ?? false },
      value: indicator
        ? await wholeOf(tx, room.table, indicator, { grid, from: today, to: today, knownOn: null })
        : await countLayer(tx, actor.scope, layer.name, grid),
    })
  }
  return { items }
}

/** What of a layer lies in a grid, place by place. */
export async function readLayer(
  layers: readonly MapLayer[],
  name: string,
  { tx, actor, grid = actor.gridCode }: LayerQuestion,
): Promise<z.input<typeof LayerAnswer>> {
  const layer = layers.find((one) => one.name === name && may(actor, one.permission))
  if (!layer) throw noLayer(name)
  if (!mayAsk(actor.scope, grid)) throw noGrid()
  const rows = await listLayer(tx, actor.scope, name, grid, LAYER_ROWS)
  const total = rows.length < LAYER_ROWS ? rows.length : await countLayer(tx, actor.scope, name, grid)
  const placed = rows.filter(isPlaced)
  return {
    places: [...Map.groupBy(placed, ({ objectId }) => objectId).values()].map(placeOf),
    total,
    unplaced: rows.length - placed.length,
    beyond: total - rows.length,
  }
}

type Placed = LayerRow & { objectId: string; lng: number; lat: number }

const isPlaced = (row: LayerRow): row is Placed => row.objectId !== null && row.lng !== null && row.lat !== null

function placeOf(rows: Placed[]) {
  const [{ objectId: id, place, lng, lat, mark, since }] = rows as [Placed]
  return {
    ...{ id, name: place ?? '', lng, lat, mark, since },
    rows: rows.map(({ title, link, since }) => ({ title, link, since })),
  }
}
