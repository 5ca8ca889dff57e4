import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/service.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { EnterpriseFilter } from '../../model/schema.ts'
import { countForExport, exportColumns, exportRows } from '../export.ts'
import { enterpriseSettings } from '../settings.ts'

export const exportRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enterprises/export',
    summary: '导出辖区内符合筛选的企业（个人信息打码），留审计记录',
    tag: '企业',
    permission: 'enterprise.export',
    audit: 'enterprise.exported',
    query: EnterpriseFilter.extend({ format: SheetFormat }),
    answer: z.any(),
    raw: true,
    perMinute: 20,
    act: async ({ db, actor, query, reply, meta, settings }) => {
      const { format, ...filter } = query
      const day = today()
      const count = await countForExport(db, actor.scope, filter, day, settings.get(enterpriseSettings.exportCeiling))
      // Written before the first byte leaves: an export that nobody recorded must not exist.
      await db.write(actor.scope, (tx) =>
        appendAudit(tx, {
          action: 'enterprise.exported',
          ...actorLine(actor),
          objectType: 'enterprise',
          gridCode: actor.gridCode,
          detail: { filter, format, count },
          request: meta,
        }),
      )
      const rows = exportRows(db, actor.scope, filter, day)
      return sendSheet(reply, { name: `企业名单-${day}-${count}家`, format, columns: exportColumns, rows })
    },
  }),
]
