import { findCase } from '#kernel/cases/store.ts'
import type { SyncContext } from '#kernel/sync/witness.ts'
import { listNames } from '#modules/enterprise/server/store/enterprise.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { findDocument } from '#modules/legal-document/server/store/document.ts'
import { findSubject } from '#modules/patrol/server/store.ts'
import { tidyPlateCode } from '#modules/plate/model/code.ts'
import { findPlate } from '#modules/plate/server/store.ts'

/** Where the kernel finds what records of devices are about, and where that stands. */
export const syncContext = ({ secrets, settings }: Pick<SyncContext, 'secrets' | 'settings'>): SyncContext => ({
  ...{ secrets, settings, gridNames, objectNames: listNames },
  whereIs: (tx, scope, id) => findSubject(tx, scope, id, 'grid'),
  markOf: async (tx, scope, code) => {
    const tidy = tidyPlateCode(code)
    return tidy ? findPlate(tx, scope, tidy) : undefined
  },
  objectOf: async (tx, scope, id) =>
    (await findCase(tx, scope, id))?.objectId ??
    (await findDocument(tx, scope, id))?.objectId ??
    ((await findSubject(tx, scope, id, 'grid')) ? id : null),
})
