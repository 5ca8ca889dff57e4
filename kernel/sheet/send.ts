import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Cell } from './sheet.ts'
import { type Column, writeSheet } from './write.ts'

/** The two formats a list is taken out in. */
export const SheetFormat = z.enum(['xlsx', 'csv'], '只能导出为 xlsx 或 csv').default('xlsx')

const MEDIA = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Answers with a spreadsheet that is written while its rows come. @param file.name without its ending */
export async function sendSheet(
  reply: FastifyReply,
  file: { name: string; format: keyof typeof MEDIA; columns: Column[]; rows: AsyncIterable<Cell[]> },
): Promise<null> {
  const { name, format, columns, rows } = file
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`)
  reply.type(MEDIA[format])
  await reply.send(writeSheet(format, columns, rows))
  return null
}
