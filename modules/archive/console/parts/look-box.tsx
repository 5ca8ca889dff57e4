import { Button, Input } from 'antd'
import { useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { useForgetArchive, type Volume } from '../api.ts'

/** Opens or downloads the bundle: what it is for is asked first, since every look is noted. */
export function LookBox({ volume, lent }: { volume: Volume; lent: boolean }) {
  const forget = useForgetArchive()
  const [purpose, setPurpose] = useState(lent ? (volume.loan?.reason ?? '').slice(0, 200) : '')
  const ready = purpose.trim().length >= 2
  const address = (download: 'yes' | 'no') =>
    `/api/v1/archive-volumes/${volume.id}/bundle${queryString({ purpose: purpose.trim(), download })}`
  // The log is read again once the look is under way.
  const noted = () => setTimeout(() => void forget(), 1500)
  return (
    <div className="ag-stack">
      <FormField id="look-purpose" label="用途" hint="每次查看、下载都会登记">
        <Input
          id="look-purpose"
          maxLength={200}
          placeholder="比如：行政复议答复"
          value={purpose}
          onChange={({ target }) => setPurpose(target.value)}
        />
      </FormField>
      <div className="ag-row ag-wrap">
        <Button
          type="primary"
          icon={<Icon name="eye" />}
          disabled={!ready}
          href={ready ? address('no') : undefined}
          target="_blank"
          onClick={noted}
        >
          看全卷
        </Button>
        <Button
          icon={<Icon name="inbound" />}
          disabled={!ready}
          href={ready ? address('yes') : undefined}
          onClick={noted}
        >
          下载
        </Button>
        {lent && <span className="ag-meta">副本每页带您的姓名和时间水印，{volume.loan?.dueOn} 到期</span>}
      </div>
    </div>
  )
}
