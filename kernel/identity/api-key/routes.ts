import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IdentityContext } from '../context.ts'
import { createKey, removeKey } from './service.ts'
import { listKeys } from './store.ts'

const tag = '接口密钥'

const NewApiKey = z
  .object({
    name: z.string().trim().min(1, '请填写名称').max(50),
    permissions: z.array(z.string().max(60)).min(1, '至少选一项权限').max(200),
    expiresOn: z.iso.date('到期日应为日期，如 2027-06-30'),
  })
  .meta({ id: 'NewApiKey' })

const ApiKeyView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string(),
    permissions: z.array(z.string()),
    expiresOn: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' })

/** Keys for machines that act as the seat which made them. */
export function apiKeyRoutes({ limits, table }: IdentityContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/api-keys/permissions',
      summary: '能给密钥的权限：本岗位自己的，各带中文名称',
      tag,
      permission: 'api-key.create',
      answer: z.object({ items: z.array(z.object({ word: z.string(), title: z.string() })) }),
      act: async ({ actor }) => ({
        items: [...actor.permissions].sort().map((word) => ({ word, title: table.titleOf(word) })),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/api-keys',
      summary: '我的接口密钥（不含密钥本身）',
      tag,
      permission: 'api-key.create',
      answer: z.object({ items: z.array(ApiKeyView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor }) => {
        const rows = await listKeys(tx, actor.accountId)
        const items = rows.map((row) => ({
          ...row,
          createdAt: row.createdAt.toISOString(),
          lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        }))
        return { items, nextCursor: null, total: items.length }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/api-keys',
      summary: '新建接口密钥；密钥只在这一次给出',
      tag,
      permission: 'api-key.create',
      audit: 'identity.api-key-created',
      freshProof: true,
      body: NewApiKey,
      answer: z.object({
        id: z.uuid(),
        key: z.string().nullable(),
        prefix: z.string(),
        name: z.string(),
        permissions: z.array(z.string()),
        expiresOn: z.string(),
      }),
      status: 201,
      shownOnce: ['key'],
      act: async ({ tx, actor, body, note }) => {
        const made = await createKey(tx, limits, actor, body)
        note({
          objectType: 'api-key',
          objectId: made.id,
          detail: { name: made.name, permissions: made.permissions, expiresOn: made.expiresOn },
        })
        return made
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/api-keys/:id',
      summary: '吊销接口密钥，立即生效',
      tag,
      permission: 'api-key.create',
      audit: 'identity.api-key-revoked',
      params: z.object({ id: z.uuid('密钥编号不正确') }),
      answer: z.null(),
      status: 204,
      act: async ({ tx, actor, params, note }) => {
        await removeKey(tx, limits, actor, params.id)
        note({ objectType: 'api-key', objectId: params.id })
        return null
      },
    }),
  ]
}
