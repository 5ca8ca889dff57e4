import { editionOf, plateOf } from './codes.ts'
import { hj212Device } from './driver/hj212.ts'
import { jt808Device } from './driver/jt808.ts'
import { type Command, type CommandResult, mqttDevice } from './driver/mqtt.ts'
import { addUp, type Ledger } from './driver/outbox.ts'
import type { Script } from './model/script.ts'
import { STATIONS, type Station, sampleMinute, sampleNow, stationKind } from './model/station.ts'
import { TANK_POINTS, TankFarm, type TankGateway } from './model/tank.ts'
import { Terminal } from './model/terminal.ts'
import { Vehicle } from './model/vehicle.ts'
import type { LoggerSecret } from './register.ts'

export interface FleetOptions {
  host: string
  port: number
  /** Messages a second of each device. */
  rate: number
  script: Script | null
  seed: number
}

/** One device with its model: told the time, it says what it has to say. */
interface Speaker {
  /** Milliseconds to its next message. */
  everyMs(now: number): number
  speak(now: number): void
  readonly ledger: Ledger
  stop(): void
}

export interface Fleet {
  readonly count: number
  readonly ledger: Ledger
  stop(): void
}

/** How often is looked who is due. */
const LOOK_MS = 50
/** New connections a second, so that a gateway is not met by all at once. */
const CONNECTIONS_PER_SECOND = 500
const MINUTE_MS = 60_000

export function startVehicles(phones: readonly string[], options: FleetOptions): Fleet {
  const { host, port, seed, script } = options
  return drive(phones.length, options, (index, startedAt) => {
    const [phone, edition] = [phones[index] as string, editionOf(index)]
    const vehicle = new Vehicle({ seed, phone, edition, script, startedAt })
    const terminal = new Terminal(vehicle)
    const device = jt808Device({
      ...{ host, port, phone, edition, plate: plateOf(index), authCode: null },
      obey: (command) => terminal.obey(command, Date.now()),
    })
    // A terminal tells the second: two places in one would be one.
    let last = 0
    return {
      everyMs: (now) => terminal.intervalMs(1000 / options.rate, now),
      speak: (now) => {
        const second = Math.floor(now / 1000) * 1000
        if (second === last) return
        last = second
        device.say({ name: 'location', body: vehicle.location(second) })
      },
      get ledger() {
        return device.ledger
      },
      stop: () => device.stop(),
    }
  })
}

export function startStations(loggers: readonly LoggerSecret[], options: FleetOptions): Fleet {
  const { host, port, seed, script } = options
  return drive(loggers.length, options, (index, startedAt) => {
    const { mn, password } = loggers[index] as LoggerSecret
    const station: Station = { seed, mn, index, script, startedAt }
    const device = hj212Device({ host, port, mn, password, st: STATIONS[stationKind(index)].st })
    let [second, minute] = [0, Math.floor(startedAt / MINUTE_MS)]
    return {
      everyMs: () => 1000 / options.rate,
      speak: (now) => {
        if (Math.floor(now / 1000) !== second) device.say(sampleNow(station, now))
        second = Math.floor(now / 1000)
        for (; minute < Math.floor(now / MINUTE_MS); minute++) device.say(sampleMinute(station, minute * MINUTE_MS))
      },
      get ledger() {
        return device.ledger
      },
      stop: () => device.stop(),
    }
  })
}

export function startTanks(gateways: readonly (TankGateway & { secret: string })[], options: FleetOptions): Fleet {
  const { host, port, seed, script } = options
  const farm = new TankFarm(seed, gateways, script, Date.now())
  return drive(gateways.length, options, (index) => {
    const { code, secret } = gateways[index] as TankGateway & { secret: string }
    const device = mqttDevice({ host, port, code, secret }, { meta: META, obey })
    return {
      everyMs: () => 1000 / options.rate,
      speak: (now) => device.say(farm.measure(index, now)),
      get ledger() {
        return device.ledger
      },
      stop: () => device.stop(),
    }
  })
}

const META = {
  v: 1,
  points: TANK_POINTS.map(({ point, name, unit, range: [min, max] }) => ({
    p: point,
    name,
    unit,
    type: 'analog',
    min,
    max,
  })),
}

/** Nothing a simulated gateway is told moves a valve. */
function obey({ name }: Command): CommandResult {
  return name === 'valve' ? { ok: false, error: 'actuation is off' } : { ok: true }
}

/** Starts one device after the other and lets each speak at its own time. */
function drive(count: number, { rate }: FleetOptions, start: (index: number, startedAt: number) => Speaker): Fleet {
  const startedAt = Date.now()
  const speakers: Speaker[] = []
  const due: number[] = []
  const timer = setInterval(() => {
    const now = Date.now()
    const open = Math.min(count, Math.ceil(((now - startedAt + LOOK_MS) / 1000) * CONNECTIONS_PER_SECOND))
    for (let index = speakers.length; index < open; index++) {
      speakers.push(start(index, startedAt))
      due.push(now + ((index + 1) / count) * (1000 / rate))
    }
    for (const [index, speaker] of speakers.entries()) {
      // One whose report was due long ago, because this machine slept, says what is now and nothing of what was missed.
      const everyMs = speaker.everyMs(now)
      const at = Math.min(due[index] as number, now + everyMs)
      if (at > now) due[index] = at
      else {
        speaker.speak(now)
        due[index] = Math.max(at + everyMs, now - everyMs)
      }
    }
  }, LOOK_MS)
  return {
    count,
    get ledger() {
      return addUp(speakers.map(({ ledger }) => ledger))
    },
    stop: () => {
      clearInterval(timer)
      for (const speaker of speakers) speaker.stop()
    },
  }
}
