import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown, type MenuProps } from 'antd'
import type { Me } from '#kernel/identity/console/me.ts'
import { send } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type ThemeChoice, useTheme } from '#kernel/ui/theme.tsx'

const themes: Record<ThemeChoice, string> = { system: '跟随系统', light: '浅色', dark: '深色' }

/** The person, the seat one sits on, and what belongs to oneself. */
export function PersonMenu({ me }: { me: Me }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const theme = useTheme()
  const { message } = App.useApp()
  const takeSeat = async (seatId: string, title: string) => {
    await send('PUT', '/me/seat', { body: { seatId } })
    client.clear()
    await navigate({ to: '/' })
    void message.success(`现在是${title}`)
  }
  const leave = async () => {
    await send('DELETE', '/sessions/current').catch(() => null)
    await navigate({ to: '/sign-in' })
    client.clear()
  }
  const items: MenuProps['items'] = [
    {
      type: 'group',
      label: '我的岗位',
      children: me.seats.map((seat) => ({
        key: seat.id,
        label: `${seat.title} · ${seat.bodyName}${seat.standsInFor ? `（代${seat.standsInFor}）` : ''}`,
        icon: <Icon name={seat.id === me.seat?.id ? 'tick' : 'people'} />,
        disabled: seat.id === me.seat?.id,
        onClick: () => void takeSeat(seat.id, seat.title),
      })),
    },
    {
      type: 'group',
      label: '外观',
      children: (Object.keys(themes) as ThemeChoice[]).map((choice) => ({
        key: choice,
        label: themes[choice],
        icon: <Icon name={theme.choice === choice ? 'tick' : 'ring'} />,
        onClick: () => theme.choose(choice),
      })),
    },
    { type: 'divider' },
    { key: 'stand-in', label: '请假代理', onClick: () => void navigate({ to: '/me/stand-in' }) },
    { key: 'sessions', label: '我的登录和动态口令', onClick: () => void navigate({ to: '/me/sessions' }) },
    { key: 'password', label: '修改密码', onClick: () => void navigate({ to: '/me/password' }) },
    ...(me.permissions.includes('api-key.create')
      ? [{ key: 'keys', label: '接口密钥', onClick: () => void navigate({ to: '/me/api-keys' }) }]
      : []),
    { key: 'leave', label: '退出登录', onClick: () => void leave() },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <button type="button" className="ag-person" aria-haspopup="menu">
        <em className="ag-spoken">我的账号</em>
        <i aria-hidden="true">{me.personName.slice(0, 1)}</i>
        <span>
          {me.personName}
          <small>
            {me.seat ? `${me.seat.standsInFor ? `代${me.seat.standsInFor} · ` : ''}${me.seat.title}` : '没有岗位'}
          </small>
        </span>
        <Icon name="down" size={14} />
      </button>
    </Dropdown>
  )
}
