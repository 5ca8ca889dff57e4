import path from 'node:path'
import { z } from 'zod'
import type { S3Settings } from '#kernel/files/s3-blobs.ts'

const Settings = z.object({
  PORT: z.coerce.number('PORT 应为端口号').int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./var'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL 应以 postgres:// 开头')
    .optional(),
  ANGRID_DEMO: z.enum(['none', 'dongying'], 'ANGRID_DEMO 只能是 none 或 dongying').default('none'),
  ANGRID_DEMO_DATE: z.iso.date('ANGRID_DEMO_DATE 应为日期，如 2026-11-21').optional(),
  ANGRID_DEMO_ALLOW_REMOTE: z.enum(['yes', 'no'], 'ANGRID_DEMO_ALLOW_REMOTE 只能是 yes 或 no').default('no'),
  ANGRID_DEMO_DEVICES: z.enum(['yes', 'no'], 'ANGRID_DEMO_DEVICES 只能是 yes 或 no').default('no'),
  ANGRID_ROLES: z
    .string()
    .regex(/^(web|worker)(,(web|worker))*$/, 'ANGRID_ROLES 为 web、worker，用逗号分开')
    .default('web,worker'),
  ANGRID_HTTPS: z.enum(['yes', 'no'], 'ANGRID_HTTPS 只能是 yes 或 no').default('no'),
  OIDC_ISSUER: z
    .url('OIDC_ISSUER 应为网址')
    .refine(
      (text) => /^(https:|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(`${text}/`),
      'OIDC_ISSUER 应以 https:// 开头',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'S3_ENDPOINT 应为网址，如 https://s3.example.gov.cn' }).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'S3_BUCKET 应为存储桶名：3 到 63 个小写字母、数字、点或短横')
    .optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'LOG_LEVEL 不在可选范围').default('warn'),
})

/** Settings of one process, read from the environment once at start. */
export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | null
  demo: 'none' | 'dongying'
  demoDate: string | null
  /** Whether simulated devices speak beside the demo. */
  demoDevices: boolean
  roles: ReadonlySet<string>
  https: boolean
  logLevel: string
  /** The single sign-on of the office; null when it has none. */
  oidc: { issuer: string; clientId: string; clientSecret: string } | null
  /** The object store that holds the files; null when they lie in the data directory. */
  s3: S3Settings | null
}

/** Thrown with one sentence for each setting that is wrong. */
export class ConfigError extends Error {}

/**
 * Reads and checks the environment.
 * @throws ConfigError that names every wrong setting; or demo mode that would listen beyond this machine
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Settings.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`).join('\n'))
  }
  const settings = parsed.data
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(settings.HOST)
  if (settings.ANGRID_DEMO !== 'none' && !loopback && settings.ANGRID_DEMO_ALLOW_REMOTE !== 'yes') {
    throw new ConfigError(
      `HOST：演示模式的密码是公开的，不能在 ${settings.HOST} 上监听。请改用 127.0.0.1，或明确设置 ANGRID_DEMO_ALLOW_REMOTE=yes。`,
    )
  }
  const s3 = s3Of(settings)
  const oidc = [settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET]
  if (oidc.some(Boolean) && !oidc.every(Boolean))
    throw new ConfigError('OIDC_ISSUER：统一身份登录需要同时设置 OIDC_ISSUER、OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET。')
  const [issuer = '', clientId = '', clientSecret = ''] = oidc
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDir: path.resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    demo: settings.ANGRID_DEMO,
    demoDate: settings.ANGRID_DEMO_DATE ?? null,
    demoDevices: settings.ANGRID_DEMO !== 'none' && settings.ANGRID_DEMO_DEVICES === 'yes',
    roles: new Set(settings.ANGRID_ROLES.split(',')),
    https: settings.ANGRID_HTTPS === 'yes',
    logLevel: settings.LOG_LEVEL,
    oidc: issuer ? { issuer, clientId, clientSecret } : null,
    s3,
  }
}

function s3Of(settings: z.infer<typeof Settings>): S3Settings | null {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = settings
  if (!endpoint && !bucket && !accessKey && !secretKey) return null
  if (!endpoint || !bucket || !accessKey || !secretKey)
    throw new ConfigError('S3_ENDPOINT：对象存储需要同时设置 S3_ENDPOINT、S3_BUCKET、S3_ACCESS_KEY 和 S3_SECRET_KEY。')
  return { endpoint, bucket, region: settings.S3_REGION, accessKey, secretKey }
}
