import { Checkbox, InputNumber, Radio, Select } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import type { Area } from '#kernel/ui/map/areas.ts'
import { Waiting } from '#kernel/ui/parts.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { type FenceKind, type FenceRule, fenceKinds, fenceRules } from '../../model/codes.ts'
import type { FenceShape } from '../../model/schema.ts'
import { type Fence, useForgetVehicles } from '../api.ts'
import { clock } from '../words.ts'

const FenceMap = lazy(() => import('./fence-map.tsx'))

interface FenceFormProps {
  fence: Fence | null
  areas: readonly Area[]
  gridCode: string
  onDone(): void
}

const WEEK = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'].map((label, index) => ({
  label,
  value: index + 1,
}))
const USUAL_METRES = 500
const USUAL_KMH = 40

const entries = <K extends string>(table: Readonly<Record<K, string>>) =>
  (Object.entries(table) as [K, string][]).map(([value, label]) => ({ value, label }))

/** Minutes of a clock as typed; null when it is none. */
function minutesOf(typed: string): number | null {
  const [, hours, minutes] = /^(\d{1,2})[:：](\d{2})$/.exec(typed.trim()) ?? []
  const total = Number(hours) * 60 + Number(minutes)
  return hours !== undefined && Number(minutes) < 60 && total <= 1440 ? total : null
}

/** Draws a fence and says what holds in it, when, and on what basis. */
export function FenceForm({ fence, areas, gridCode, onDone }: FenceFormProps) {
  const forget = useForgetVehicles()
  const [draft, setDraft] = useState(() => ({
    name: fence?.name ?? '',
    kind: (fence?.kind ?? 'school') as FenceKind,
    rule: (fence?.rule ?? 'no-entry') as FenceRule,
    speedKmh: fence?.speedKmh ?? USUAL_KMH,
    days: fence?.days ?? WEEK.map(({ value }) => value),
    from: clock(fence?.fromMinute ?? 0),
    to: clock(fence?.toMinute ?? 1440),
    basis: fence?.basis ?? '',
    type: fence?.shape.type ?? ('Circle' as FenceShape['type']),
    metres: fence?.shape.type === 'Circle' ? fence.shape.metres : USUAL_METRES,
    center: fence?.shape.type === 'Circle' ? fence.shape.center : null,
    ring: fence?.shape.type === 'Polygon' ? (fence.shape.coordinates[0] ?? null) : null,
  }))
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const shape = shapeOf(draft)
  const [fromMinute, toMinute] = [minutesOf(draft.from), minutesOf(draft.to)]
  const { name, kind, rule, days, basis } = draft
  const speedKmh = rule === 'speed' ? draft.speedKmh : null
  const body = {
    gridCode: fence?.gridCode ?? gridCode,
    name,
    kind,
    rule,
    shape,
    speedKmh,
    days,
    fromMinute,
    toMinute,
    basis,
  }
  const shown = useMemo(() => (shape ? [{ id: 'new', name, rule, shape }] : []), [shape, name, rule])
  return (
    <ActForm
      request={
        fence
          ? { method: 'PUT', path: `/fences/${fence.id}`, body, version: fence.version }
          : { method: 'POST', path: '/fences', body }
      }
      label={fence ? '保存围栏' : '新建围栏'}
      busyLabel="正在保存…"
      done={fence ? '围栏已修改' : '围栏已建好，马上生效'}
      isReady={
        shape !== null &&
        name.trim().length > 1 &&
        basis.trim().length > 1 &&
        days.length > 0 &&
        fromMinute !== null &&
        toMinute !== null
      }
      onDone={async () => {
        await forget()
        onDone()
      }}
      onMovedOn={forget}
    >
      <div className="ag-form-grid">
        <TextField
          id="f-name"
          label="名称"
          pointer="/name"
          max={60}
          value={name}
          onChange={(value) => set({ name: value })}
        />
        <FormField id="f-kind" label="是什么地方" pointer="/kind">
          <Select id="f-kind" value={kind} onChange={(value) => set({ kind: value })} options={entries(fenceKinds)} />
        </FormField>
        <FormField id="f-rule" label="管控要求" pointer="/rule">
          <Select id="f-rule" value={rule} onChange={(value) => set({ rule: value })} options={entries(fenceRules)} />
        </FormField>
        {rule === 'speed' && (
          <FormField id="f-speed" label="限速 km/h" pointer="/speedKmh">
            <InputNumber
              id="f-speed"
              min={5}
              max={120}
              precision={0}
              value={draft.speedKmh}
              onChange={(value) => set({ speedKmh: value ?? USUAL_KMH })}
            />
          </FormField>
        )}
        <TextField
          id="f-from"
          label="从几点"
          hint="如 07:00"
          pointer="/fromMinute"
          max={5}
          value={draft.from}
          onChange={(from) => set({ from })}
        />
        <TextField
          id="f-to"
          label="到几点"
          hint="24:00 为全天；比开始早就是到第二天"
          pointer="/toMinute"
          max={5}
          value={draft.to}
          onChange={(to) => set({ to })}
        />
      </div>
      <FormField id="f-days" label="哪几天" pointer="/days">
        <Checkbox.Group
          options={WEEK}
          value={days}
          onChange={(value) => set({ days: (value as number[]).toSorted() })}
        />
      </FormField>
      <TextField
        id="f-basis"
        label="依据"
        hint="文件名称或文号"
        pointer="/basis"
        max={200}
        value={basis}
        onChange={(value) => set({ basis: value })}
      />
      <FormField
        id="f-shape"
        label="范围"
        hint={draft.type === 'Circle' ? '在图上点圆心' : '在图上依次点各个角，双击结束'}
        pointer="/shape"
      >
        <span className="ag-row ag-wrap">
          <Radio.Group
            value={draft.type}
            onChange={(event) => set({ type: event.target.value })}
            options={[
              { value: 'Circle', label: '圆' },
              { value: 'Polygon', label: '多边形' },
            ]}
          />
          {draft.type === 'Circle' && (
            <>
              <span>半径</span>
              <InputNumber
                aria-label="半径，米"
                min={20}
                max={50_000}
                precision={0}
                value={draft.metres}
                onChange={(value) => set({ metres: value ?? USUAL_METRES })}
              />
              <span>米</span>
            </>
          )}
        </span>
      </FormField>
      <div className="ag-fence-drawing">
        <Suspense fallback={<Waiting />}>
          <FenceMap
            areas={areas}
            sketched={false}
            fences={shown}
            chosen={fence ? 'new' : null}
            task={draft.type}
            onMiddle={(center) => set({ center })}
            onArea={(ring) => set({ ring })}
          />
        </Suspense>
      </div>
    </ActForm>
  )
}

function shapeOf({
  type,
  center,
  metres,
  ring,
}: {
  type: FenceShape['type']
  center: [number, number] | null
  metres: number
  ring: [number, number][] | null
}): FenceShape | null {
  if (type === 'Circle') return center && { type, center, metres }
  return ring && { type, coordinates: [ring] }
}
