import { Button, Select } from 'antd'
import { useState } from 'react'
import { count } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { meridians, type Shapefile, ShapefileProblem, type System, toGeoJson } from '../../shapefile.ts'

interface ShapefileFormProps {
  file: Shapefile
  onText(text: string): void
}

const systems = [
  { value: 'geographic', label: '经纬度（CGCS2000 或 WGS 84）' },
  ...meridians.map((meridian) => ({
    value: String(meridian),
    label: `CGCS2000 高斯投影 3 度带，中央经线 ${meridian} 度（${meridian / 3} 带）`,
  })),
]

/** Asks what a shapefile does not say itself: which column is the grid code, and without a .prj which system it is in. */
export default function ShapefileForm({ file, onText }: ShapefileFormProps) {
  const columns = Object.keys(file.rows[0] ?? {})
  const [column, setColumn] = useState(file.codeColumns[0])
  const [system, setSystem] = useState<string>()
  const [fault, setFault] = useState('')
  const asked = file.projection === null
  const take = () => {
    try {
      onText(toGeoJson(file, column ?? '', chosen(system)))
      setFault('')
    } catch (error) {
      if (!(error instanceof ShapefileProblem)) throw error
      setFault(error.message)
    }
  }
  return (
    <Sheet title={`压缩包里有 ${count(file.rows.length)} 个图形`}>
      <div className="ag-stack ag-pad">
        <div className="ag-form-grid">
          <FormField id="shape-column" label="哪一列是网格编码" hint="12 位村居、9 位镇街或 6 位县区编码">
            <Select
              id="shape-column"
              value={column}
              options={columns.map((name) => ({ value: name, label: `${name}　如 ${String(file.rows[0]?.[name])}` }))}
              onChange={setColumn}
            />
          </FormField>
          {asked && (
            <FormField id="shape-system" label="坐标系" hint="没有 .prj 文件，系统不猜；问给文件的单位">
              <Select
                id="shape-system"
                showSearch={{ optionFilterProp: 'label' }}
                value={system}
                options={systems}
                onChange={setSystem}
              />
            </FormField>
          )}
        </div>
        {fault && (
          <p className="ag-warn" role="alert">
            {fault}
          </p>
        )}
        <div className="ag-row ag-wrap">
          <Button type="primary" disabled={!column || (asked && !system)} onClick={take}>
            读取边界
          </Button>
          {asked && !system && <span className="ag-meta">先选坐标系</span>}
        </div>
      </div>
    </Sheet>
  )
}

const chosen = (system: string | undefined): System | null => {
  if (!system) return null
  return system === 'geographic' ? system : { centralMeridian: Number(system) }
}
