import { sender } from '#kernel/sync/field/hooks.ts'
import { chooseHeavy, type Metering } from '#kernel/sync/field/metering.ts'
import { useMetering } from '#kernel/sync/field/use-metering.ts'
import { Choice, Field, Notice } from '#kernel/ui/field/screen.tsx'

const LINES: Readonly<Record<Metering, string>> = {
  metered: '现在用的是流量',
  free: '现在连着 WLAN',
  unknown: '这台设备的浏览器不说是不是流量',
}

/** What goes over a line somebody pays for: photographs and recordings wait for Wi-Fi, or go at once. Words always go at once. */
export function HeavyChoice() {
  const { metering, device, waits } = useMetering()
  if (!device) return null
  const choose = (choice: Parameters<typeof chooseHeavy>[0]) => void chooseHeavy(choice).then(() => sender.soon(0))
  const heavy = device.heavy ?? 'wifi'
  return (
    <div className="fd-pad">
      <Field label="照片和录音" id="heavy" hint={`${LINES[metering]}。文字记录有网就发，不等。`}>
        <Choice
          label="照片和录音"
          value={heavy}
          options={[
            { value: 'wifi', label: '等 WLAN 再发', hint: '急的可在发件箱里单独用流量发' },
            { value: 'any', label: '有网就发', hint: '会用流量' },
          ]}
          onChange={(value) => choose({ heavy: value })}
        />
      </Field>
      {heavy === 'wifi' && metering === 'unknown' && (
        <Notice kind={waits ? 'soon' : 'ok'}>
          浏览器不说是不是流量，所以由您说：
          {waits ? '您说现在用的是流量，照片和录音先存在本机。' : '现在照 WLAN 算，照片和录音有网就发。'}
          <button type="button" className="fd-link" onClick={() => choose({ saysMetered: !waits })}>
            {waits ? '连上 WLAN 了，都发' : '现在用的是流量，先不发'}
          </button>
        </Notice>
      )}
    </div>
  )
}
