import { Button } from 'antd'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { areaOf } from '#kernel/geo/overlay.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Sheet, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import {
  type BoundaryReading,
  type GiveWay,
  MAX_FILE_BYTES,
  readBoundaryFile,
  sentenceOf,
} from '../../../model/boundary.ts'
import { partsOf } from '../../../model/boundary-edit.ts'
import { squareMetres } from '../../../model/boundary-quality.ts'
import { gridLevelOf, gridLevels } from '../../../model/codes.ts'
import type { GridNode, GridNodes } from '../../api.ts'
import type { Shapefile } from '../../shapefile.ts'
import { AskPlan } from './ask-plan.tsx'

const ShapefileForm = lazy(() => import('./shapefile-form.tsx'))
const BoundaryMap = lazy(() => import('./boundary-map.tsx'))

interface Chosen {
  name: string
  text: string
  reading: BoundaryReading
}

interface Line {
  code: string
  name: string | null
  level: string
  corners: number
  areaM2: number
}

/** Reads a boundary file in the browser first, so that what is wrong with it is seen before anything is sent. */
export function ImportFile({ node, below }: { node: GridNode; below: readonly GridNode[] }) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [shapefile, setShapefile] = useState<{ name: string; file: Shapefile } | null>(null)
  const [fault, setFault] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const read = async (name: string, text: string) => {
    if (text.length > MAX_FILE_BYTES) return setFault('边界超过 10 MB，按县区或镇街分开导入。')
    setChosen({ name, text, reading: await readBoundaryFile(text, lettingDraw()) })
  }
  const choose = async (file: File | undefined) => {
    if (!file) return
    setFault('')
    setChosen(null)
    setShapefile(null)
    if (file.size > MAX_FILE_BYTES) return setFault('文件超过 10 MB，按县区或镇街分开导入。')
    if (!/\.zip$/i.test(file.name)) return read(file.name, await file.text())
    const opened = await opening(file)
    if ('problem' in opened) return setFault(`${opened.problem}。`)
    setShapefile({ name: file.name, file: opened })
  }
  return (
    <div className="ag-stack">
      <Sheet title="导入边界文件" meta="GeoJSON 或打成 zip 的 shapefile，最大 10 MB">
        <div className="ag-stack ag-pad">
          <p className="ag-soft">
            GeoJSON 每个要素的 id 或 properties.code 写网格编码；shapefile 把 .shp、.dbf、.prj 打成一个 zip。坐标系用
            CGCS2000 或 WGS 84。先在这台电脑上读一遍，再测算影响。
          </p>
          <div className="ag-row ag-wrap">
            <Button icon={<Icon name="inbound" />} onClick={() => input.current?.click()}>
              选边界文件
            </Button>
            {(chosen ?? shapefile) && <span className="ag-soft">{(chosen ?? shapefile)?.name}</span>}
            <input
              ref={input}
              type="file"
              hidden
              accept=".geojson,.json,.zip,application/geo+json"
              onChange={(event) => {
                void choose(event.target.files?.[0])
                event.target.value = ''
              }}
            />
          </div>
          {fault && (
            <p className="ag-warn" role="alert">
              {fault}
            </p>
          )}
        </div>
      </Sheet>
      {shapefile && (
        <Suspense fallback={<Waiting />}>
          <ShapefileForm
            key={shapefile.name}
            file={shapefile.file}
            onText={(text) => void read(shapefile.name, text)}
          />
        </Suspense>
      )}
      {chosen && chosen.reading.problems.length > 0 && <Wrong chosen={chosen} />}
      {chosen && chosen.reading.problems.length === 0 && <Preview chosen={chosen} node={node} known={below} />}
    </div>
  )
}

/** The reader of shapefiles comes only to those who bring one. */
async function opening(file: File): Promise<Shapefile | { problem: string }> {
  const { openShapefile, ShapefileProblem } = await import('../../shapefile.ts')
  try {
    return await openShapefile(new Uint8Array(await file.arrayBuffer()))
  } catch (error) {
    if (error instanceof ShapefileProblem) return { problem: error.message }
    throw error
  }
}

/** Lets the page draw itself now and then while a big file is read. */
function lettingDraw(): GiveWay {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < 30) return
    await new Promise((resolve) => setTimeout(resolve))
    since = performance.now()
  }
}

const SHOWN = 50

function Wrong({ chosen }: { chosen: Chosen }) {
  const { problems } = chosen.reading
  return (
    <Sheet title={`这份文件有 ${count(problems.length)} 处问题，不能用`} meta="改好后重新选">
      <ul className="ag-faults ag-pad" role="alert">
        {problems.slice(0, SHOWN).map((problem) => (
          <li key={sentenceOf(problem)}>{sentenceOf(problem)}</li>
        ))}
        {problems.length > SHOWN && <li>另有 {count(problems.length - SHOWN)} 处</li>}
      </ul>
    </Sheet>
  )
}

const columns: readonly Column<Line>[] = [
  { key: 'code', head: '编码', width: 150, cell: (row) => <span className="ag-code">{row.code}</span> },
  { key: 'name', head: '网格', lead: true, cell: (row) => row.name ?? <span className="ag-soft">测算时核对</span> },
  { key: 'level', head: '层级', width: 90, cell: (row) => row.level },
  { key: 'corners', head: '顶点 个', align: 'right', width: 90, cell: (row) => count(row.corners) },
  { key: 'area', head: '面积', align: 'right', width: 150, cell: (row) => squareMetres(row.areaM2) },
]

function Preview({ chosen, node, known }: { chosen: Chosen; node: GridNode; known: readonly GridNode[] }) {
  const { boundaries } = chosen.reading
  const found = useRead<GridNodes>(boundaries.length === 1 ? `/grids?q=${boundaries[0]?.code}&limit=1` : null)
  const names = useMemo(
    () => new Map([node, ...known, ...(found.data?.items ?? [])].map(({ code, name }) => [code, name])),
    [node, known, found.data],
  )
  const lines = boundaries.map(({ code, geometry }) => ({
    code,
    name: names.get(code) ?? null,
    level: gridLevels[gridLevelOf(code) ?? 'cell'].name,
    corners: partsOf(geometry).flat(2).length,
    areaM2: areaOf(geometry),
  }))
  const areas = useMemo(
    () =>
      boundaries.map(({ code, geometry }) => ({ code, name: names.get(code) ?? code, source: 'imported', geometry })),
    [boundaries, names],
  )
  const matched = lines.filter(({ name }) => name).length
  return (
    <div className="ag-two">
      <Sheet
        title={`文件里有 ${count(lines.length)} 个边界`}
        meta={`其中 ${count(matched)} 个是${node.name}和它的下级`}
      >
        <div className="ag-boundary-canvas ag-boundary-low">
          <Suspense fallback={<Waiting />}>
            <BoundaryMap label="文件里的边界" areas={areas} />
          </Suspense>
        </div>
        <DataTable
          caption="文件里的边界"
          columns={columns}
          rows={lines.slice(0, SHOWN)}
          rowKey={({ code }) => code}
          empty={null}
        />
        {lines.length > SHOWN && <footer>只列前 {SHOWN} 个，测算时全部核对</footer>}
      </Sheet>
      <Sheet title="测算" className="ag-turn">
        <div className="ag-stack ag-pad">
          <p className="ag-soft">服务器核对编码、重叠和空白，列出要移动的企业和责任，作为一个方案保留 24 小时。</p>
          <AskPlan ask={{ file: new Blob([chosen.text]) }} missing={null} />
        </div>
      </Sheet>
    </div>
  )
}
