import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { type GridMoved, onGridMoved } from './moves.ts'

const TOWN = PLACES.damatou
const WEST = PLACES.village
const EAST = `${TOWN}202`
const seats: Record<string, string> = {}
const heard: GridMoved[] = []
let house: House
let refuseMoves = false
let stopListening = () => {}

/** Longitude and latitude on a lattice of 0.01 degrees, about a kilometre. */
const at = (x: number, y: number): [number, number] => [
  Number((118.5 + x / 100).toFixed(7)),
  Number((37.1 + y / 100).toFixed(7)),
]
const ring = (...corners: [number, number][]) =>
  [...corners, corners[0]].map((corner) => at(...(corner as [number, number])))
const box = (x1: number, y1: number, x2: number, y2: number) => ({
  type: 'Polygon',
  coordinates: [ring([x1, y1], [x2, y1], [x2, y2], [x1, y2])],
})
const line = (...points: [number, number][]) => ({
  type: 'LineString',
  coordinates: points.map((point) => at(...point)),
})
const collection = (features: Record<string, object | null>) => ({
  type: 'FeatureCollection',
  features: Object.entries(features).map(([id, geometry]) => ({ type: 'Feature', id, properties: {}, geometry })),
})

const importFile = (text: string, login: 'admin' | 'wang' | 'li' | 'lin' = 'admin') =>
  house.as(login)('POST', '/api/v1/grid-boundaries/import', Buffer.from(text), {
    'content-type': 'application/geo+json',
  })
const plan = (body: object, login: 'admin' | 'wang' | 'li' | 'lin' = 'admin', headers = {}) =>
  house.as(login)('POST', '/api/v1/grid-plans', body, headers)
const apply = (
  id: string,
  body: object = { reason: '按勘界成果调整', documentNumber: '东政发〔2026〕12号' },
  headers = {},
) => house.as('admin')('POST', `/api/v1/grid-plans/${id}/apply`, body, headers)
const boundary = (code: string, geometry: object) => ({ kind: 'boundary', boundaries: [{ code, geometry }] })
const owner = (text: string, values: unknown[] = []) => asOwner(house.ownerUrl, text, values)
const gridOf = async (id: string) =>
  (await owner('select grid_code from enterprise where id = $1', [id])).rows[0].grid_code
const addNode = (code: string, name: string, level: string, parent: string) =>
  owner(
    `insert into grid_node (code, name, level, parent_code, kind, valid_from) values ($1, $2, $3, $4, $5, '2016-01-01')`,
    [code, name, level, parent, level === 'cell' ? 'basic' : 'administrative'],
  )
const enterprise = async (name: string, gridCode: string, point?: [number, number]) => {
  const where = point ? { lng: point[0], lat: point[1] } : {}
  const made = await house.as('admin')('POST', '/api/v1/enterprises', { name, gridCode, ...where })
  expect(made.status).toBe(201)
  return made.body.id as string
}

beforeAll(async () => {
  house = await openHouse()
  const rows = await owner('select a.login, h.seat_id from account a join seat_holding h on h.person_id = a.person_id')
  for (const { login, seat_id } of rows.rows) seats[login] = seat_id
  await addNode(EAST, '李庄村', 'village', TOWN)
  await addNode(`${WEST}001`, '杨斗一网格', 'cell', WEST)
  await addNode(`${WEST}002`, '杨斗二网格', 'cell', WEST)
  stopListening = onGridMoved(async (_tx, event) => {
    if (refuseMoves) throw new Error('the register is not able to take them')
    heard.push(event)
  })
})
afterAll(() => {
  stopListening()
  return house.close()
})

describe('bringing in boundaries', () => {
  test('a boundary file is only a what-if until it is applied; then the map shows it and the history names the document', async () => {
    const clockwise = {
      type: 'Polygon',
      coordinates: [ring([0, 0], [0, 2], [2, 2], [2, 0]).map(([lng, lat]) => [lng + 4e-9, lat])],
    }
    const features = {
      [TOWN]: box(0, 0, 4, 2),
      [WEST]: clockwise,
      [EAST]: box(2, 0, 4, 2),
      [`${WEST}001`]: box(0, 0, 1, 2),
      [`${WEST}002`]: box(1, 0, 2, 2),
    }
    const made = await importFile(JSON.stringify(collection(features)))
    expect([made.status, made.body.detail]).toEqual([201, undefined])
    expect(made.body).toMatchObject({
      kind: 'boundary',
      source: 'imported',
      applicable: true,
      gridCode: TOWN,
      state: 'open',
    })
    expect(made.body.findings).toEqual([])
    const shown = async () => (await house.as('wang')('GET', `/api/v1/grids/${TOWN}/boundaries`)).body.features
    expect(await shown()).toEqual([])

    const done = await apply(made.body.planId)
    expect([done.status, done.body.state]).toEqual([200, 'applied'])
    const west = (await shown()).find((feature: { id: string }) => feature.id === WEST)
    expect(west.properties.source).toBe('imported')
    // Counter-clockwise and rounded, though it came clockwise with nine decimals.
    expect(west.geometry.coordinates[0]).toEqual(ring([0, 0], [0, 2], [2, 2], [2, 0]).toReversed())
    expect((await house.as('wang')('GET', `/api/v1/grids/${WEST}`)).body).toMatchObject({
      version: 2,
      geometrySource: 'imported',
    })
    const history = await house.as('wang')('GET', `/api/v1/grids/${WEST}/changes`)
    expect(history.body.items).toMatchObject([
      {
        kind: 'boundary',
        documentNumber: '东政发〔2026〕12号',
        by: '孙立国',
        before: { geometry: null, version: 1 },
        after: { version: 2 },
      },
    ])
  })

  const bad: [string, string, string][] = [
    [
      'a figure of eight is refused with the place where it crosses',
      JSON.stringify(collection({ [WEST]: { type: 'Polygon', coordinates: [ring([0, 0], [2, 2], [2, 0], [0, 2])] } })),
      '边界自相交（118.51, 37.11）',
    ],
    [
      'latitude before longitude is refused with a hint',
      JSON.stringify(
        collection({
          [WEST]: { type: 'Polygon', coordinates: [ring([0, 0], [2, 0], [2, 2]).map(([a, b]) => [b, a])] },
        }),
      ),
      '写反',
    ],
    [
      'a ring that is not closed is refused',
      JSON.stringify(
        collection({ [WEST]: { type: 'Polygon', coordinates: [ring([0, 0], [2, 0], [2, 2], [0, 2]).slice(0, 4)] } }),
      ),
      '没有闭合',
    ],
    [
      'a point is no boundary',
      JSON.stringify(collection({ [WEST]: { type: 'Point', coordinates: at(0, 0) } })),
      'Polygon',
    ],
    ['a feature without a geometry is no boundary', JSON.stringify(collection({ [WEST]: null })), 'Polygon'],
    [
      'a spike is refused',
      JSON.stringify(
        collection({ [WEST]: { type: 'Polygon', coordinates: [ring([0, 0], [2, 0], [3, 0], [2, 0], [2, 2])] } }),
      ),
      '（118.5',
    ],
    [
      'a feature without a grid code is refused by its place in the file',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: {}, geometry: box(0, 0, 1, 1) }],
      }),
      '第 1 个要素',
    ],
    [
      'the same grid twice is refused',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [WEST, WEST].map((id) => ({ type: 'Feature', id, geometry: box(0, 0, 1, 1) })),
      }),
      '两次',
    ],
    [
      'projected coordinates are refused',
      JSON.stringify({ ...collection({ [WEST]: box(0, 0, 1, 1) }), crs: { properties: { name: 'EPSG:4549' } } }),
      '坐标系',
    ],
    ['a text that is no JSON is refused', 'PK\u0003\u0004', '不是 JSON'],
  ]
  test.each(bad)('%s', async (_, text, sentence) => {
    const refused = await importFile(text)
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/grid/bad-boundary'])
    expect(refused.body.detail).toContain(sentence)
  })

  test('more than 20,000 vertices and more than 10 MB are refused, and so is a file that is not text', async () => {
    const many = Array.from({ length: 20_001 }, (_, n) => at(Math.cos(n / 3184), Math.sin(n / 3184)))
    const wide = await importFile(
      JSON.stringify(collection({ [WEST]: { type: 'Polygon', coordinates: [[...many, many[0]]] } })),
    )
    expect([wide.status, wide.body.detail]).toEqual([422, expect.stringContaining('20000')])
    expect((await importFile(' '.repeat(10 * 1024 * 1024 + 1))).status).toBe(413)
    const binary = await house.as('admin')('POST', '/api/v1/grid-boundaries/import', Buffer.from([0xff, 0xfe, 0x80]), {
      'content-type': 'application/octet-stream',
    })
    expect(binary.status).toBe(400)
  })

  test('an overlap with a sibling is named as a pair, and applying it is refused', async () => {
    const made = await plan(boundary(WEST, box(0, 0, 2.5, 2)))
    expect([made.status, made.body.applicable]).toEqual([201, false])
    const overlap = made.body.findings.find((finding: { kind: string }) => finding.kind === 'overlap')
    expect(overlap).toMatchObject({ severity: 'refuse', codes: [WEST, EAST] })
    const refused = await apply(made.body.planId)
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/grid/plan-refused'])
    expect(refused.body.detail).toMatch(/杨斗村.*李庄村.*重叠/)
    expect((await house.as('wang')('GET', `/api/v1/grids/${WEST}`)).body.version).toBe(2)
  })

  test('a boundary that leaves its parent, or a gap in the parent, is a warning with its size', async () => {
    const outside = await plan(boundary(EAST, box(2, 0, 4.5, 2)))
    expect(outside.body.findings).toMatchObject([{ kind: 'outside_parent', severity: 'warn', codes: [EAST] }])
    const gap = await plan(boundary(EAST, box(2, 0, 3.9, 2)))
    expect(gap.body.findings).toMatchObject([{ kind: 'gap', severity: 'warn', codes: [TOWN] }])
    expect(gap.body.findings[0].message).toContain('2.50%')
    const tiny = await plan(boundary(`${WEST}001`, box(0, 0, 0.01, 0.01)))
    expect(tiny.body.findings.map((finding: { kind: string }) => finding.kind)).toContain('size')
  })

  describe('beside a boundary that is only made up', () => {
    const source = (code: string, value: string) =>
      owner(`update grid_node set geometry_source = $2 where code = $1`, [code, value])
    const weighed = async (code: string, geometry: object, kind: string) => {
      const { body } = await plan(boundary(code, geometry))
      const found = body.findings.filter((finding: { kind: string }) => finding.kind === kind)
      return { applicable: body.applicable, severity: found[0]?.severity, message: found[0]?.message, id: body.planId }
    }

    test('a small excess beyond the parent is a warning; more than half of it refuses the plan with the share', async () => {
      await source(TOWN, 'demo')
      expect(await weighed(EAST, box(2, 0, 4.5, 2), 'outside_parent')).toMatchObject({
        applicable: true,
        severity: 'warn',
        message: expect.stringContaining('（20%）在大码头镇以外'),
      })
      const far = await weighed(EAST, box(-60, 0, -58, 2), 'outside_parent')
      expect(far).toMatchObject({ applicable: false, severity: 'refuse' })
      expect(far.message).toMatch(/^李庄村.*（100%）在大码头镇以外，超过一半/)
      expect((await apply(far.id)).body.type).toBe('/problems/grid/plan-refused')
      expect((await weighed(EAST, box(3, 0, 5.5, 2), 'outside_parent')).applicable).toBe(false)
      await source(TOWN, 'imported')
    })

    test('a little of a sibling may be covered, more than half of it only when it is redrawn in the same plan', async () => {
      await source(EAST, 'demo')
      expect(await weighed(WEST, box(0, 0, 2.5, 2), 'overlap')).toMatchObject({ applicable: true, severity: 'warn' })
      const over = await weighed(WEST, box(0, 0, 3.5, 2), 'overlap')
      expect(over).toMatchObject({ applicable: false, severity: 'refuse' })
      expect(over.message).toMatch(/李庄村的边界是示意的，但被盖住 75%，超过一半/)
      const both = {
        kind: 'boundary',
        boundaries: [
          { code: WEST, geometry: box(0, 0, 3.5, 2) },
          { code: EAST, geometry: box(3.5, 0, 4, 2) },
        ],
      }
      expect((await plan(both)).body.applicable).toBe(true)
      await source(EAST, 'imported')
    })

    test('a surveyed parent is not kept out by children that are made up', async () => {
      await source(EAST, 'demo')
      expect(await weighed(TOWN, box(0, 0, 2, 2), 'outside_parent')).toMatchObject({
        applicable: true,
        severity: 'warn',
      })
      await source(EAST, 'imported')
      expect((await weighed(TOWN, box(0, 0, 2, 2), 'outside_parent')).applicable).toBe(false)
    })
  })
})

describe('children follow a boundary that moves', () => {
  const both = (x: number, more = {}) => ({
    kind: 'boundary',
    boundaries: [
      { code: WEST, geometry: box(0, 0, x, 2) },
      { code: EAST, geometry: box(x, 0, 4, 2) },
    ],
    ...more,
  })
  const cell = async () =>
    (await owner('select geometry, geometry_source from grid_node where code = $1', [`${WEST}002`])).rows[0]

  test('the cell beside takes over what its village wins, with the enterprise on it, and gives it back', async () => {
    const [lng, lat] = at(2.2, 1)
    const moving = await enterprise('东营越界机械厂', EAST, [lng, lat])
    const made = await plan(both(2.4))
    expect([made.status, made.body.detail, made.body.findings]).toEqual([201, undefined, []])
    expect(made.body.changed.map(({ code }: { code: string }) => code)).toEqual([WEST, EAST, `${WEST}002`])
    expect(made.body.enterprises.items).toMatchObject([{ id: moving, from: EAST, to: `${WEST}002` }])
    expect((await apply(made.body.planId)).status).toBe(200)
    expect(await gridOf(moving)).toBe(`${WEST}002`)
    const grown = await cell()
    expect(grown.geometry_source).toBe('imported')
    expect(Math.max(...grown.geometry.coordinates[0].map(([x]: number[]) => x))).toBe(at(2.4, 0)[0])

    const back = await plan(both(2))
    expect((await apply(back.body.planId)).status).toBe(200)
    expect(await gridOf(moving)).toBe(EAST)
    expect(Math.max(...(await cell()).geometry.coordinates[0].map(([x]: number[]) => x))).toBe(at(2, 0)[0])
    await owner('delete from enterprise where id = $1', [moving])
  })

  test('whoever wants the children left alone says so; a child with nothing left refuses the plan by name', async () => {
    const alone = await plan(both(2.4, { follow: false }))
    expect(alone.body.changed).toHaveLength(2)
    const emptied = await plan(both(0.9))
    expect(emptied.body.applicable).toBe(false)
    expect(emptied.body.findings).toContainEqual(
      expect.objectContaining({
        kind: 'emptied',
        severity: 'refuse',
        message: `杨斗二网格（${WEST}002）全部落在杨斗村的新边界以外，请先把它并入相邻网格，或在同一方案里一并改画`,
      }),
    )
    expect((await apply(emptied.body.planId)).body.type).toBe('/problems/grid/plan-refused')
  })
})

describe('splitting and merging', () => {
  let inWest: string
  let inEast: string
  let nowhere: string

  test('a split names the enterprises that move, the duties and the seats, and changes nothing', async () => {
    inWest = await enterprise('广饶西部机械有限公司', `${WEST}001`, at(0.2, 1))
    inEast = await enterprise('广饶东部机械有限公司', `${WEST}001`, at(0.8, 1))
    nowhere = await enterprise('广饶无址商贸有限公司', `${WEST}001`)
    await owner(`update seat set grid_code = $1 where id = $2`, [`${WEST}001`, seats.li])
    const duty = {
      seatId: seats.li,
      gridCode: `${WEST}001`,
      role: 'grid_staff',
      businesses: ['patrol'],
      fromOn: '2020-01-01',
    }
    expect((await house.as('admin')('POST', '/api/v1/duties', duty)).status).toBe(201)
    const made = await plan({
      kind: 'split',
      code: `${WEST}001`,
      line: line([0.5, -1], [0.5, 3]),
      names: ['杨斗西', '杨斗东'],
    })
    expect([made.status, made.body.detail]).toEqual([201, undefined])
    expect(made.body.findings).toEqual([])
    expect(made.body.created).toMatchObject([
      { code: `${WEST}003`, name: '杨斗西', from: [`${WEST}001`] },
      { code: `${WEST}004`, name: '杨斗东', from: [`${WEST}001`] },
    ])
    expect(made.body.retired).toMatchObject([{ code: `${WEST}001`, into: [`${WEST}003`, `${WEST}004`] }])
    expect(made.body.enterprises).toMatchObject({ total: 3, notLocated: 1 })
    expect(
      Object.fromEntries(made.body.enterprises.items.map((move: { id: string; to: string }) => [move.id, move.to])),
    ).toEqual({
      [inWest]: `${WEST}003`,
      [inEast]: `${WEST}004`,
      [nowhere]: WEST,
    })
    expect(made.body.duties).toMatchObject([{ gridCode: `${WEST}001`, becomes: [`${WEST}003`, `${WEST}004`] }])
    expect(made.body.seats).toMatchObject([{ id: seats.li, gridCode: `${WEST}001`, needsPlace: true }])
    expect(await gridOf(inWest)).toBe(`${WEST}001`)
    expect((await house.as('admin')('GET', `/api/v1/grids/${WEST}/children`)).body.total).toBe(2)
  })

  test('a split that is applied retires the old code, moves objects and duties, and is written into the history', async () => {
    const place = { kind: 'market', name: '杨斗集市', gridCode: `${WEST}001`, lng: at(0.8, 0)[0], lat: at(0, 0.5)[1] }
    const market = await house.as('admin')('POST', '/api/v1/supervised-places', place)
    expect(market.status).toBe(201)
    const made = await plan({
      kind: 'split',
      code: `${WEST}001`,
      line: line([0.5, -1], [0.5, 3]),
      names: ['杨斗西', '杨斗东'],
    })
    heard.length = 0
    const done = await apply(made.body.planId)
    expect([done.status, done.body.detail]).toEqual([200, undefined])
    expect(heard).toMatchObject([
      {
        planId: made.body.planId,
        reason: '按勘界成果调整',
        successors: [{ code: `${WEST}001`, into: [`${WEST}003`, `${WEST}004`] }],
      },
    ])
    expect(heard[0]?.moves).toHaveLength(3)
    expect([await gridOf(inWest), await gridOf(inEast), await gridOf(nowhere)]).toEqual([
      `${WEST}003`,
      `${WEST}004`,
      WEST,
    ])
    const children = await house.as('admin')('GET', `/api/v1/grids/${WEST}/children`)
    expect(
      children.body.items.map(({ code, enterpriseCount }: { code: string; enterpriseCount: number }) => [
        code,
        enterpriseCount,
      ]),
    ).toEqual([
      [`${WEST}002`, 0],
      [`${WEST}003`, 1],
      [`${WEST}004`, 1],
    ])
    const duties = await owner(
      `select grid_code, from_on::text, to_on::text, to_on = (now() at time zone 'Asia/Shanghai')::date - 1 as ended_yesterday from duty where starts_with(grid_code, $1) order by 1`,
      [WEST],
    )
    expect(duties.rows).toMatchObject([
      { grid_code: `${WEST}001`, from_on: '2020-01-01', ended_yesterday: true },
      { grid_code: `${WEST}003`, to_on: null },
      { grid_code: `${WEST}004`, to_on: null },
    ])
    const places = await house.as('admin')('GET', `/api/v1/supervised-places?grid=${WEST}`)
    expect(places.body.items).toMatchObject([{ name: '杨斗集市', gridCode: `${WEST}004` }])
    const kinds = async (code: string) =>
      (await house.as('admin')('GET', `/api/v1/grids/${code}/changes`)).body.items.map(
        ({ kind }: { kind: string }) => kind,
      )
    expect([await kinds(`${WEST}001`), await kinds(`${WEST}003`)]).toEqual([['split', 'boundary'], ['created']])
    const audit = await owner(`select detail from audit_event where action = 'grid.plan-applied' and object_id = $1`, [
      made.body.planId,
    ])
    expect(audit.rows).toMatchObject([{ detail: { documentNumber: '东政发〔2026〕12号', enterprises: 3 } }])
  })

  test('a plan is applied once: the second time is refused', async () => {
    const made = await plan(boundary(EAST, box(2, 0, 4, 2)))
    expect((await apply(made.body.planId)).status).toBe(200)
    const again = await apply(made.body.planId)
    expect([again.status, again.body.type]).toEqual([409, '/problems/grid/plan-applied'])
  })

  test('the same request sent twice applies once and answers the same', async () => {
    const made = await plan(boundary(EAST, box(2, 0, 4, 2)))
    const key = { 'idempotency-key': `apply-${made.body.planId}` }
    const body = { reason: '复测' }
    const [first, second] = [await apply(made.body.planId, body, key), await apply(made.body.planId, body, key)]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body.appliedAt).toBe(first.body.appliedAt)
  })

  test('a plan of yesterday and a plan overtaken by another are refused', async () => {
    const old = await plan(boundary(EAST, box(2, 0, 4, 2)))
    await owner(`update grid_plan set expires_at = now() - interval '1 minute' where id = $1`, [old.body.planId])
    expect((await apply(old.body.planId)).body.type).toBe('/problems/grid/plan-expired')
    const [one, two] = [await plan(boundary(EAST, box(2, 0, 4, 2))), await plan(boundary(EAST, box(2, 0, 3.9, 2)))]
    expect((await apply(one.body.planId)).status).toBe(200)
    const late = await apply(two.body.planId)
    expect([late.status, late.body.type, late.body.codes]).toEqual([409, '/problems/grid/plan-outdated', [EAST]])
  })

  test('of two who apply one plan at the same moment, one succeeds', async () => {
    const made = await plan(boundary(EAST, box(2, 0, 4, 2)))
    const both = await Promise.all([apply(made.body.planId), apply(made.body.planId)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('when the register of enterprises refuses, nothing of the plan happens', async () => {
    const made = await plan({ kind: 'split', code: `${WEST}003`, line: line([-1, 1.5], [3, 1.5]) })
    refuseMoves = true
    expect((await apply(made.body.planId)).status).toBe(500)
    refuseMoves = false
    expect(
      (await house.as('admin')('GET', `/api/v1/grids/${WEST}/children`)).body.items.map(
        ({ code }: { code: string }) => code,
      ),
    ).toContain(`${WEST}003`)
    expect(await gridOf(inWest)).toBe(`${WEST}003`)
  })

  test('cells merge back: the lowest code stays or a new one is given, and a duty is not doubled', async () => {
    const staying = await plan({
      kind: 'merge',
      codes: [`${WEST}004`, `${WEST}003`],
      name: '杨斗一网格',
      into: 'lowest',
    })
    expect([staying.status, staying.body.detail]).toEqual([201, undefined])
    expect(staying.body).toMatchObject({ created: [], retired: [{ code: `${WEST}004`, into: [`${WEST}003`] }] })
    expect((await apply(staying.body.planId)).status).toBe(200)
    expect([await gridOf(inWest), await gridOf(inEast)]).toEqual([`${WEST}003`, `${WEST}003`])
    const duties = await owner(`select 1 from duty where grid_code = $1 and to_on is null`, [`${WEST}003`])
    expect(duties.rowCount).toBe(1)
    const fresh = await plan({ kind: 'merge', codes: [`${WEST}003`, `${WEST}002`], name: '杨斗网格' })
    // 003 and 004 were given before; a code is never given twice.
    expect(fresh.body.created).toMatchObject([{ code: `${WEST}005`, from: [`${WEST}002`, `${WEST}003`] }])
    expect(fresh.body.created[0].geometry.type).toBe('Polygon')
    expect((await apply(fresh.body.planId)).status).toBe(200)
    expect(await gridOf(inEast)).toBe(`${WEST}005`)
  })

  test('a village is split through its cell: both halves get codes under the new villages, and the enterprise follows', async () => {
    const made = await plan({
      kind: 'split',
      code: WEST,
      parts: [
        { name: '杨斗南村', geometry: box(0, 0, 2, 0.9) },
        { name: '杨斗北村', geometry: box(0, 0.9, 2, 2) },
      ],
    })
    expect([made.status, made.body.detail]).toEqual([201, undefined])
    expect(made.body.created.map(({ code, name }: { code: string; name: string }) => [code, name])).toEqual([
      [`${TOWN}203`, '杨斗南村'],
      [`${TOWN}204`, '杨斗北村'],
      [`${TOWN}203005`, '杨斗网格（一）'],
      [`${TOWN}204005`, '杨斗网格（二）'],
    ])
    const moves = Object.fromEntries(
      made.body.enterprises.items.map((move: { id: string; to: string }) => [move.id, move.to]),
    )
    expect(moves).toEqual({ [inWest]: `${TOWN}204005`, [inEast]: `${TOWN}204005`, [nowhere]: TOWN })
    expect((await apply(made.body.planId)).status).toBe(200)
    expect(await gridOf(inEast)).toBe(`${TOWN}204005`)
    expect((await plan(boundary(WEST, box(0, 0, 2, 2)))).status).toBe(404)
  })

  test('parts that leave a piece over, a line that ends inside, and a code that was used are refused', async () => {
    const parts = [
      { name: '甲', geometry: box(2, 0, 3, 2) },
      { name: '乙', geometry: box(3, 0, 3.5, 2) },
    ]
    const short = await plan({ kind: 'split', code: EAST, parts })
    expect(short.body.findings.map(({ kind }: { kind: string }) => kind)).toContain('uncovered')
    expect((await apply(short.body.planId)).status).toBe(422)
    const ends = await plan({ kind: 'split', code: EAST, line: line([3, -1], [3, 1]) })
    expect([ends.status, ends.body.detail]).toEqual([422, expect.stringContaining('118.53')])
    const beside = await plan({ kind: 'split', code: EAST, line: line([6, -1], [6, 3]) })
    expect([beside.status, beside.body.detail]).toEqual([422, expect.stringContaining('没有把网格分成两块')])
    const used = await plan({ kind: 'split', code: EAST, parts: [{ ...parts[0], code: WEST }, parts[1]] })
    expect([used.status, used.body.type]).toEqual([422, '/problems/grid/code-taken'])
    expect((await plan({ kind: 'split', code: PLACES.guangrao, line: line([0, 0], [1, 1]) })).body.type).toBe(
      '/problems/grid/not-reshapeable',
    )
    expect((await plan({ kind: 'merge', codes: [EAST, PLACES.lijinVillage], name: '并村' })).body.type).toBe(
      '/problems/grid/not-reshapeable',
    )
  })
})

describe('who may', () => {
  test('a county officer proposes in the own county, the city applies; others see and touch nothing of it', async () => {
    const made = await plan(boundary(EAST, box(2, 0, 4, 2)), 'wang')
    expect(made.status).toBe(201)
    const url = `/api/v1/grid-plans/${made.body.planId}`
    const body = { reason: '勘界' }
    expect((await house.as('wang')('POST', `${url}/apply`, body)).status).toBe(403)
    expect((await house.as('lin')('GET', url)).status).toBe(404)
    expect((await house.as('lin')('GET', '/api/v1/grid-plans')).body.items).toEqual([])
    expect((await plan(boundary(EAST, box(2, 0, 4, 2)), 'lin')).status).toBe(404)
    expect((await importFile(JSON.stringify(collection({ [EAST]: box(2, 0, 4, 2) })), 'lin')).status).toBe(404)
    expect((await plan(boundary(EAST, box(2, 0, 4, 2)), 'li')).status).toBe(403)
    expect((await importFile('{}', 'li')).status).toBe(403)
    expect((await house.as('lin')('GET', `/api/v1/grids/${EAST}/changes`)).status).toBe(404)
    expect((await house.as('lin')('GET', `/api/v1/grids/${EAST}/quality`)).status).toBe(404)
    expect((await house.as(null)('POST', '/api/v1/grid-plans', boundary(EAST, box(2, 0, 4, 2)))).status).toBe(401)
    expect((await apply(made.body.planId, body)).status).toBe(200)
  })

  test('a file that names one grid of another county is refused as a whole, with that grid', async () => {
    const both = await importFile(
      JSON.stringify(collection({ [EAST]: box(2, 0, 4, 2), [PLACES.lijinVillage]: box(8, 8, 9, 9) })),
      'wang',
    )
    expect([both.status, both.body.detail]).toEqual([404, expect.stringContaining(PLACES.lijinVillage)])
  })
})

describe('the quality report', () => {
  test('names overlapping siblings, children without a boundary, and an enterprise outside its grid with the proposed one', async () => {
    const stray = await enterprise('广饶越界物流有限公司', EAST, at(1, 1.5))
    const before = await house.as('wang')('GET', `/api/v1/grids/${TOWN}/quality`)
    expect(before.body).toMatchObject({ children: 3, withoutBoundary: 0, findings: [] })
    expect(before.body.strays).toMatchObject({
      total: 1,
      items: [{ id: stray, gridCode: EAST, proposed: `${TOWN}204005` }],
    })
    await addNode(`${TOWN}205`, '新设村', 'village', TOWN)
    await owner(`update grid_node set geometry = $1, geometry_source = 'drawn' where code = $2`, [
      JSON.stringify(box(1.5, 0, 4, 2)),
      EAST,
    ])
    const after = await house.as('wang')('GET', `/api/v1/grids/${TOWN}/quality`)
    const found = after.body.findings.map(({ kind, codes }: { kind: string; codes: string[] }) => [kind, ...codes])
    expect(found).toContainEqual(['overlap', EAST, `${TOWN}203`])
    expect(found).toContainEqual(['no_boundary', `${TOWN}205`])
    const card = await house.as('wang')('GET', `/api/v1/grids/${TOWN}/score-card`)
    const grid = card.body.elements.find(({ element }: { element: string }) => element === 'grid')
    expect(grid.gaps).toContain('李庄村与杨斗南村 边界重叠')
  })
})
