import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('settings', () => {
  test('defaults listen on this machine only, without demo data', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, host: '127.0.0.1', demo: 'none', databaseUrl: null })
  })

  test('every wrong setting is named in one message', () => {
    const read = () => readConfig({ PORT: 'eighty', ANGRID_DEMO: 'beijing', DATABASE_URL: 'mysql://x' })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(
      /PORT[\s\S]*DATABASE_URL[\s\S]*ANGRID_DEMO|PORT[\s\S]*ANGRID_DEMO[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*ANGRID_DEMO/,
    )
  })

  test('demo mode refuses to listen beyond loopback unless told so explicitly', () => {
    expect(() => readConfig({ ANGRID_DEMO: 'dongying', HOST: '0.0.0.0' })).toThrow(/ANGRID_DEMO_ALLOW_REMOTE/)
    expect(readConfig({ ANGRID_DEMO: 'dongying', HOST: '0.0.0.0', ANGRID_DEMO_ALLOW_REMOTE: 'yes' }).host).toBe(
      '0.0.0.0',
    )
    expect(readConfig({ ANGRID_DEMO: 'none', HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
  })

  test('an empty setting counts as not given', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080, databaseUrl: null })
  })
})
