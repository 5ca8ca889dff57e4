import type { Command } from 'commander'
import type { GatewayConfig } from '#apps/gateway/config.ts'
import { runCommand } from './output.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

interface Ports {
  host?: string
  http?: string
  jt808?: string
  jt808Udp?: string
  hj212?: string
  mqtt?: string
  mqtts?: string
}

/** Adds `gateway`: the process devices speak to. */
export function addGatewayCommand(program: Command): void {
  program
    .command('gateway')
    .description('启动设备接入网关（单独的进程；各入口见 apps/gateway/README.md）')
    .option('--host <address>', '在哪个地址上监听（GATEWAY_HOST，默认 127.0.0.1）')
    .option('--http <port>', 'HTTP 批量（GATEWAY_HTTP）')
    .option('--jt808 <port>', 'JT/T 808 TCP（GATEWAY_JT808）')
    .option('--jt808-udp <port>', 'JT/T 808 UDP（GATEWAY_JT808_UDP）')
    .option('--hj212 <port>', 'HJ 212 TCP（GATEWAY_HJ212）')
    .option('--mqtt <port>', 'MQTT（GATEWAY_MQTT）')
    .option('--mqtts <port>', '加密的 MQTT（GATEWAY_MQTTS）')
    .action((ports: Ports) => runCommand({}, () => startGateway(ports)))
}

async function startGateway({ host, http, jt808, jt808Udp, hj212, mqtt, mqtts }: Ports) {
  const { readGatewayConfig } = await import('#apps/gateway/config.ts')
  const { openGateway } = await import('#apps/gateway/serve.ts')
  const named = {
    ...{ GATEWAY_HOST: host, GATEWAY_HTTP: http, GATEWAY_JT808: jt808, GATEWAY_JT808_UDP: jt808Udp },
    ...{ GATEWAY_HJ212: hj212, GATEWAY_MQTT: mqtt, GATEWAY_MQTTS: mqtts },
  }
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
  const config = readGatewayConfig({ ...process.env, ...given })
  const running = await openGateway(config, say)
  const stop = () => {
    say('正在停止，先把收到的内容写完 …')
    running.stop().then(
      (isWritten) => process.exit(isWritten ? 0 : 1),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // Started by the platform, it ends with it.
  process.once('disconnect', stop)
  return { json: { ports: running.ports }, lines: welcome(config, running.ports) }
}

const NAMES = { http: 'HTTP 批量', jt808: 'JT/T 808 TCP', jt808Udp: 'JT/T 808 UDP', hj212: 'HJ 212 TCP' } as const

function welcome({ host }: GatewayConfig, ports: Readonly<Record<string, number>>): string[] {
  const names: Readonly<Record<string, string>> = { ...NAMES, mqtt: 'MQTT', mqtts: 'MQTT（TLS）' }
  return ['设备接入网关已启动：', ...Object.entries(ports).map(([name, port]) => `  ${names[name]}  ${host}:${port}`)]
}
