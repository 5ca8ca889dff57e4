import type { AnyRoute } from '#kernel/http/route.ts'

/** What devices may send later, as the routes declare it. */
export interface Offline {
  /** Whether a request is one a device may send later. */
  takes(method: string, path: string): boolean
  /** What a request does, in a few words; its path where no route says so any more. */
  titleOf(path: string): string
}

/** Letters of the name of an act; what is longer explains something. */
const LONGEST_ACT = 12

/** Tells by the declared routes: those that say so, and nothing else. */
export function offlineOf(routes: readonly AnyRoute[]): Offline {
  const open = routes
    .filter(({ offline }) => offline)
    .map(({ method, path, summary }) => ({
      ...{ method, title: shortOf(summary) },
      pattern: new RegExp(`^${path.replace(/:\w+/g, '[\\w-]+')}$`),
    }))
  return {
    takes: (method, path) => open.some((one) => one.method === method && one.pattern.test(path)),
    titleOf: (path) => open.find(({ pattern }) => pattern.test(path))?.title ?? path,
  }
}

/** The first words of what a route does: 「登记一次巡查」; of a kind of case the kind and the act: 「执法检查：到场打卡」. */
function shortOf(summary: string): string {
  const [what = '', act = ''] = summary.split('：')
  return act && act.length <= LONGEST_ACT ? summary : (what.split(/[（，；]/)[0] ?? what)
}
