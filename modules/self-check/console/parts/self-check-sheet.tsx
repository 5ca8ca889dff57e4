import { count } from '#kernel/ui/format.ts'
import { Figure, Sheet, To } from '#kernel/ui/parts.tsx'
import { useFigures } from '../api.ts'

/** How the enterprises of a grid check themselves this month; every figure opens its rows. */
export function SelfCheckSheet({ grid }: { grid: string }) {
  const { data } = useFigures({ grid })
  return (
    <Sheet title="企业自查">
      <div className="ag-figures">
        <div>
          <span>本月一次都没查</span>
          <Figure value={data?.missing} unit="家" to="/self-checks" search={{ grid, state: 'missing' }} />
          <To to="/self-checks" search={{ grid, doubtful: 'true' }}>
            零报告存疑 {count(data?.doubtful)}
          </To>
        </div>
      </div>
    </Sheet>
  )
}
