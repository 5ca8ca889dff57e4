import { expect, test } from 'vitest'
import { readConfig } from '#apps/server/config.ts'

const given = { OIDC_ISSUER: 'https://sso.example.gov.cn', OIDC_CLIENT_ID: 'angrid', OIDC_CLIENT_SECRET: 'secret' }

test('single sign-on is off without settings and on with all three', () => {
  expect(readConfig({}).oidc).toBeNull()
  expect(readConfig(given).oidc).toEqual({ issuer: given.OIDC_ISSUER, clientId: 'angrid', clientSecret: 'secret' })
})

test('one setting missing, or a provider reached without encryption, stops the start with a sentence', () => {
  expect(() => readConfig({ ...given, OIDC_CLIENT_SECRET: '' })).toThrow('需要同时设置')
  for (const issuer of ['http://sso.example.gov.cn', 'http://127.0.0.1.example.com', 'sso'])
    expect(() => readConfig({ ...given, OIDC_ISSUER: issuer })).toThrow('OIDC_ISSUER')
  expect(readConfig({ ...given, OIDC_ISSUER: 'http://127.0.0.1:9000' }).oidc?.issuer).toBe('http://127.0.0.1:9000')
})
