import { listSeatTitles } from '#kernel/cases/list-store.ts'
import { titleOfAct } from '#kernel/cases/model/title-of-act.ts'
import type { ActRow, CaseRow } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { runsOf } from '#kernel/documents/model/fill.ts'
import type { Filled, Piece } from '#kernel/documents/model/piece.ts'
import { listPersonNames } from '#kernel/identity/store.ts'
import { idsIn, wordsOfInput } from '../model/act-words.ts'
import type { ArchiveSource } from './source.ts'

/** The acts of a case as they are put on paper (办理经过记录): who, when, what was entered, which files, and the seal of each. */
export async function dossierOf(
  tx: Tx,
  { kind, words }: Pick<ArchiveSource, 'kind' | 'words'>,
  row: CaseRow,
  acts: readonly ActRow[],
): Promise<Filled> {
  const { type } = kind
  const seats = await listSeatTitles(tx, seatsOf(acts))
  const people = await listPersonNames(tx, [...new Set(acts.flatMap(({ input }) => idsIn(input)))])
  const own = await kind.namesIn?.(tx, acts)
  const names = {
    seat: (id: string) => seats.get(id),
    person: (id: string) => people.get(id) ?? own?.get(id),
    ...(words ? { own: words } : {}),
  }
  const pieces: Piece[] = [
    { p: 'head', series: null, title: '办理经过记录', number: row.number },
    ...pairs([
      ['种类', type.title],
      ['事项', row.title],
      ['状态', type.states[row.state]?.title ?? row.state],
      ['步数', `${acts.length} 步`],
      ['末封', row.headHash],
    ]),
  ]
  for (const act of acts) {
    const files = act.attachments.map(({ sha256 }, at) => `附件 ${at + 1}：SHA-256 ${spaced(sha256)}`)
    pieces.push(
      { p: 'para', runs: runsOf(`第 ${act.seq} 步　${titleOfAct(type, act.act)}`), heading: true },
      ...pairs([
        ['办理人', [act.actor.body, act.actor.seat, act.actor.name].filter(Boolean).join(' ') || '平台'],
        ['时间', chinaTime(act.at)],
        ...(act.deviceAt ? [['设备时间', chinaTime(act.deviceAt)] as const] : []),
        ...(act.lng !== null && act.lat !== null
          ? [['地点', `东经 ${act.lng.toFixed(6)}°，北纬 ${act.lat.toFixed(6)}°`] as const]
          : []),
        ...wordsOfInput(type, act.act, act.input, names),
        ...(files.length > 0 ? [['附件', files.join('\n')] as const] : []),
        ['封记', spaced(act.hash)],
      ]),
    )
  }
  pieces.push({ p: 'rest' })
  return {
    name: '办理经过记录',
    number: row.number,
    profile: 'form',
    pieces,
    copiesNote: null,
    pageNumbers: false,
    mark: null,
  }
}

/** Two columns: what it is called and what it says. Long texts go over several rows, since a row stays on one page. */
function pairs(lines: readonly (readonly [string, string])[]): Piece[] {
  return [
    {
      p: 'table',
      heads: ['项目', '内容'],
      widths: [24, 132],
      rows: lines.flatMap(([label, words]) =>
        chunksOf(words).map((chunk, at) => [runsOf(at === 0 ? label : '（续）'), runsOf(chunk)]),
      ),
      rest: null,
    },
  ]
}

const LONGEST = 600

function chunksOf(words: string): string[] {
  const letters = [...words]
  if (letters.length <= LONGEST) return [words]
  return Array.from({ length: Math.ceil(letters.length / LONGEST) }, (_, at) =>
    letters.slice(at * LONGEST, (at + 1) * LONGEST).join(''),
  )
}

/** A hash in groups, so that it breaks over lines and can be read out. */
const spaced = (hash: string): string => hash.replace(/(.{16})(?=.)/g, '$1 ')

const chinaTime = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

function seatsOf(acts: readonly ActRow[]): string[] {
  const named = acts.flatMap(({ input }) =>
    Object.entries(input).flatMap(([key, id]) => (key.endsWith('eatId') ? [id] : [])),
  )
  return [...new Set(named.filter((id): id is string => typeof id === 'string'))]
}
