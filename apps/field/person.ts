import type { z } from 'zod'
import type { Me } from '#kernel/identity/model/schema.ts'
import type { FieldPerson } from '#kernel/sync/field/db.ts'
import { read } from '#kernel/ui/api.ts'

/** Who is signed in, as the device remembers it. @throws ApiProblem */
export async function personOf(): Promise<FieldPerson> {
  const { accountId, personId, personName, seat, gridCode, objectId, permissions } =
    await read<z.output<typeof Me>>('/me')
  return {
    ...{ accountId, personId, personName, gridCode, objectId, permissions },
    seatTitle: seat?.title ?? '',
    bodyName: seat?.bodyName ?? '',
  }
}
