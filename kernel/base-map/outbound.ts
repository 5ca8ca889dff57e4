import { type LookupAddress, lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Why a tile could not be fetched, in words for the administrator. */
export class TilesAway extends Error {}

/** Where nothing may ever be fetched: this-network, link-local (metadata of clouds), multicast, reserved. */
const never = blockList(
  ['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
  ['::/128', 'fe80::/10', 'ff00::/8'],
)

/** Networks of an office and of this machine. */
const inside = blockList(
  ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ['::1/128', 'fc00::/7', '64:ff9b::/96'],
)

/** Whether tiles may be fetched from an IP address; of a private one only when the administrator said so. */
export function mayFetchFrom(address: string, mayBeInside: boolean): boolean {
  if (isClosed(address)) return false
  return mayBeInside || !inside.check(address, familyOf(address))
}

/** Whether no setting opens an address. */
const isClosed = (address: string) => isIP(address) === 0 || never.check(address, familyOf(address))

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

// Lines stay open, for a map asks for dozens of tiles at once; one agent for each policy, so that a line into the
// office's network is not used again once it is closed to us.
const agents = new Map(
  [true, false].map((mayBeInside) => {
    const options = { keepAlive: true, maxSockets: 8, lookup: guardedLookup(mayBeInside) }
    return [mayBeInside, { 'http:': new http.Agent(options), 'https:': new https.Agent(options) }]
  }),
)

const TIMEOUT_MS = 8000
const MAX_BYTES = 2 * 1024 * 1024

/**
 * Fetches bytes from outside. The address is checked after the name was looked up and is the one that is used, so a name
 * that points elsewhere a moment later gains nothing; redirects are not followed.
 * @throws TilesAway
 */
export function fetchBytes(url: URL, mayBeInside: boolean): Promise<{ status: number; bytes: Buffer }> {
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) && !mayFetchFrom(literal, mayBeInside)) throw refused(literal)
  const { request } = url.protocol === 'https:' ? https : http
  const agent = agents.get(mayBeInside)?.[url.protocol as 'http:' | 'https:']
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(error instanceof TilesAway ? error : new TilesAway(told(error)))
    const asking = request(url, { agent, timeout: TIMEOUT_MS, headers: { 'user-agent': 'AnGrid' } }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MAX_BYTES) asking.destroy(new TilesAway('底图服务返回的内容过大'))
        else chunks.push(chunk)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }))
      response.on('error', fail)
    })
    // `timeout` counts silence; a server that drips bytes must end as well.
    const whole = setTimeout(() => asking.destroy(new TilesAway('底图服务太慢')), 2 * TIMEOUT_MS)
    asking.on('timeout', () => asking.destroy(new TilesAway('底图服务没有应答')))
    asking.on('error', fail)
    asking.on('close', () => clearTimeout(whole))
    asking.end()
  })
}

function guardedLookup(mayBeInside: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      const bad = addresses.find(({ address }) => !mayFetchFrom(address, mayBeInside))
      if (bad) return done(refused(bad.address), '', 0)
      if (options.all) return done(null, addresses)
      const [first] = addresses as [LookupAddress]
      done(null, first.address, first.family)
    })
  }
}

function refused(address: string): TilesAway {
  // Advice that cannot help would have the office opened to the inside for nothing.
  if (isClosed(address)) return new TilesAway(`底图服务的地址 ${address} 是保留地址，任何时候都不访问，请核对网址`)
  return new TilesAway(`底图服务在内网地址 ${address}；确在政务内网时，请安全管理员打开「自有瓦片服务在内网」`)
}

function told(error: Error & { code?: string }): string {
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return '找不到底图服务的主机名'
  if (error.code === 'ECONNREFUSED') return '底图服务拒绝连接'
  return '底图服务没有应答'
}

function blockList(fours: readonly string[], sixes: readonly string[]): BlockList {
  const list = new BlockList()
  const add = (text: string, family: 'ipv4' | 'ipv6') => {
    const [net, bits] = text.split('/') as [string, string]
    list.addSubnet(net, Number(bits), family)
  }
  for (const text of fours) add(text, 'ipv4')
  for (const text of sixes) add(text, 'ipv6')
  return list
}
