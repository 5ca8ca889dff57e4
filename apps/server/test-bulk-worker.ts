/** A worker of its own process for the tests: goes on with one act on many cases until it is killed. */
import { goOn } from '#kernel/cases/bulk-all.ts'
import { Database } from '#kernel/db/db.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { caseDesk } from './cases.ts'
import { actorFinder } from './serve.ts'
import { platformSettings } from './settings.ts'
import { CAST_PRESETS } from './test-house.ts'

const [url, dataDir, id] = process.argv.slice(2) as [string, string, string]
const db = new Database(url, { connections: 2 })
const settings = platformSettings({ db, demo: 'none', secrets: openSecretBox(dataDir), presets: CAST_PRESETS })
await settings.settled()
await goOn(db, caseDesk.kinds, actorFinder(settings), id)
