import { Button, Dropdown } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { filterOf } from '../api.ts'

/** Takes the list as it is narrowed now as a file; personal data stay masked. */
export function ExportButton({ search }: { search: Search }) {
  const may = useMay()
  if (!may('enterprise.export')) return null
  const take = (format: string) => {
    window.location.assign(`/api/v1/enterprises/export${queryString({ ...filterOf(search), format })}`)
  }
  const items = [
    { key: 'xlsx', label: 'Excel 表（.xlsx）', onClick: () => take('xlsx') },
    { key: 'csv', label: '文本表（.csv）', onClick: () => take('csv') },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" icon={<Icon name="outbound" />} aria-haspopup="menu">
        导出
      </Button>
    </Dropdown>
  )
}
