import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseDesk } from '#apps/server/cases.ts'
import { actorFinder } from '#apps/server/serve.ts'
import { platformSettings } from '#apps/server/settings.ts'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { caseJobs } from '#kernel/cases/jobs.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { openSecretBox } from '#kernel/identity/secret-box.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { addWorkdays, isWorkday } from '#standards/calendar/work-calendar.ts'
import { periodAfter } from '../model/feedback.ts'
import { remindOfFeedback } from './feedback.ts'
import { enterEnterprises, taskHands } from './test-tasks.ts'

type Hand = 'zhou' | 'wang' | 'zhang' | 'lin'

let house: House
const { send, act, draft, childAt, handedDown } = taskHands(() => house, PLACES)

beforeAll(async () => {
  house = await openHouse()
  await enterEnterprises(house, PLACES)
})
afterAll(() => house.close())

const nextOf = async (login: Hand, id: string) => (await send(login, 'GET', `/tasks/${id}`)).body.facts.next
const titlesOf = async (login: Hand, id: string): Promise<string[]> =>
  (await send(login, 'GET', '/inbox?limit=100')).body.items
    .filter(({ link }: { link: string }) => link === `/tasks/${id}`)
    .map(({ title }: { title: string }) => title)
const countOf = async (login: Hand, id: string, words: string) =>
  (await titlesOf(login, id)).filter((title) => title.includes(words)).length

/** Lets the parts of a task have been handed down so many days earlier. */
async function longAgo(ids: readonly string[], days: number): Promise<void> {
  const list = ids.map((id) => `'${id}'`).join()
  await asOwner(
    house.ownerUrl,
    `update task set feedback_remind_on = feedback_remind_on - ${days}, feedback_due_on = feedback_due_on - ${days},
       feedback_look_on = feedback_look_on - ${days} where id in (${list})`,
  )
}

describe('a task with weekly feedback', () => {
  test('says of each part when it is due next, of the root and of a task without feedback nothing', async () => {
    const { root, county, town } = await handedDown('weekly')
    const { dueOn } = periodAfter('weekly', today())
    for (const [login, id] of [
      ['wang', county],
      ['zhang', town],
    ] as const)
      expect(await nextOf(login, id)).toEqual({ state: 'waiting', lastAt: null, dueOn, missed: 0, guessed: false })
    expect(await nextOf('zhou', root)).toBeNull()
    const silent = await handedDown('none')
    expect(await nextOf('zhang', silent.town)).toBeNull()
  })

  test('reminds the holder once when it is time and tells the seat above once when it was missed', async () => {
    const { town } = await handedDown('weekly')
    const { remindOn, dueOn } = periodAfter('weekly', today())
    await remindOfFeedback(house.db, addWorkdays(remindOn, -1))
    expect(await countOf('zhang', town, '该反馈')).toBe(0)
    // Several workers in the same hour, and again in the next.
    await Promise.all([remindOfFeedback(house.db, remindOn), remindOfFeedback(house.db, remindOn)])
    await remindOfFeedback(house.db, addWorkdays(remindOn, 1))
    expect(await titlesOf('zhang', town)).toContain('该反馈任务「危化品夏季专项检查」在大码头镇的进展了')
    expect(await countOf('zhang', town, '该反馈')).toBe(1)
    const after = addWorkdays(dueOn, 1)
    await remindOfFeedback(house.db, after)
    await remindOfFeedback(house.db, after)
    expect(await titlesOf('wang', town)).toEqual(['大码头镇没有按时反馈任务「危化品夏季专项检查」'])
    const told = (await send('wang', 'GET', '/inbox?limit=100')).body.items.find(
      ({ link }: { link: string }) => link === `/tasks/${town}`,
    )
    expect(told.text).toBe(`每周反馈，应在 ${dueOn} 以前；已有 1 期没有反馈。`)
    expect(await countOf('zhang', town, '没有按时')).toBe(0)
  })

  test('a worker that was away for two weeks tells of the last missed week only, and reminds of the present one', async () => {
    const { town } = await handedDown('weekly')
    const { dueOn } = periodAfter('weekly', addDays(today(), 14))
    const on = isWorkday(dueOn) ? dueOn : addWorkdays(dueOn, -1)
    await remindOfFeedback(house.db, on)
    await remindOfFeedback(house.db, on)
    expect(await countOf('wang', town, '没有按时')).toBe(1)
    expect(await countOf('zhang', town, '该反馈')).toBe(1)
  })

  test('nobody is told on a day off', async () => {
    const { town } = await handedDown('weekly')
    let sunday = periodAfter('weekly', today()).dueOn
    while (isWorkday(sunday)) sunday = addDays(sunday, 7)
    expect(await remindOfFeedback(house.db, sunday)).toBe(0)
    expect(await countOf('zhang', town, '该反馈')).toBe(0)
  })

  test('feedback moves it on and ends the reminder; what was missed stays counted', async () => {
    const { county, town } = await handedDown('weekly')
    await longAgo([town], 14)
    expect(await nextOf('zhang', town)).toMatchObject({ state: 'late', missed: 1 })
    const { dueOn } = periodAfter('weekly', today())
    expect((await act('zhang', town, 'feedback', { text: '查完一家，还有一家' })).status).toBe(200)
    expect(await nextOf('zhang', town)).toEqual({
      state: 'waiting',
      lastAt: expect.any(String),
      dueOn,
      missed: 1,
      guessed: false,
    })
    const { items } = (await send('wang', 'GET', `/tasks/${county}/progress`)).body
    expect(items).toMatchObject([{ gridCode: PLACES.damatou, next: { state: 'waiting', missed: 1, dueOn } }])
    const open = (await send('zhang', 'GET', '/inbox?limit=100')).body.items.filter(
      (one: { link: string; needsAction: boolean; done: boolean; title: string }) =>
        one.link === `/tasks/${town}` && one.title.includes('该反馈') && !one.done,
    )
    expect(open).toEqual([])
  })

  test('asks nothing while it waits for acceptance or stands still, and begins again when it is returned', async () => {
    const { town } = await handedDown('weekly')
    const { items } = (await send('zhang', 'GET', `/tasks/${town}/targets`)).body
    const objectIds = items.map(({ objectId }: { objectId: string }) => objectId)
    expect((await act('wang', town, 'suspend', { reason: '大雪封路' })).body.detail).toBeUndefined()
    expect(await nextOf('zhang', town)).toMatchObject({ state: null, dueOn: null })
    await act('wang', town, 'resume', {})
    expect(await nextOf('zhang', town)).toMatchObject({ state: 'waiting' })
    await act('zhang', town, 'report', { objectIds, result: 'done' })
    await act('zhang', town, 'submit', { text: '都查过了' })
    expect(await nextOf('zhang', town)).toMatchObject({ state: null, dueOn: null, lastAt: expect.any(String) })
    const back = { passed: false, sampled: 1, text: '缺照片', dueOn: '2099-12-30' }
    expect((await act('wang', town, 'accept', back)).status).toBe(200)
    expect(await nextOf('zhang', town)).toMatchObject({ state: 'waiting', missed: 0 })
  })
})

describe('messages about a task', () => {
  const toldOf = async (login: Hand, id: string) =>
    (await send(login, 'GET', '/inbox?limit=100')).body.items
      .filter(({ link }: { link: string }) => link === `/tasks/${id}`)
      .map(({ title, text }: { title: string; text: string }) => [title, text])

  test('name the grid and the last day: parts of one task go by the same name', async () => {
    const { town } = await handedDown('none')
    expect(await toldOf('zhang', town)).toEqual([['任务「危化品夏季专项检查」执行中', '大码头镇，期限 2099-12-31']])
  })

  test('also when its term runs out, to the minute and no further', async () => {
    const { town } = await handedDown('none')
    await asOwner(
      house.ownerUrl,
      `update case_record set next_stage_at = now() - interval '1 minute',
         clock = clock || '{"overdueAt": "2026-01-02T00:00:00Z", "dueOn": "2026-01-01 17:50:00"}' where id = '${town}'`,
    )
    const folder = mkdtempSync(path.join(tmpdir(), 'angrid-task-test-'))
    const settings = platformSettings({ db: house.db, demo: 'none', secrets: openSecretBox(folder) })
    const clocks = caseJobs(caseDesk, settings, actorFinder(settings)).find(
      ({ name }) => name === 'cases.advance-clocks',
    )
    await clocks?.run(house.db, {})
    rmSync(folder, { recursive: true })
    const said = ['任务「危化品夏季专项检查」完成期限逾期未办，已报上级岗位', '大码头镇，期限 2026-01-01 17:50']
    expect(await toldOf('zhang', town)).toContainEqual(said)
    expect(await toldOf('wang', town)).toEqual([said])
  })
})

describe('lists by feedback', () => {
  test('count what they open, inside the scope only', async () => {
    const root = (await draft('zhou')).body.id
    await act('zhou', root, 'publish', { grids: [PLACES.guangrao, PLACES.lijin], dueOn: '2099-12-31' })
    const parts = [(await childAt(root, PLACES.guangrao)).id, (await childAt(root, PLACES.lijin)).id]
    const lateOf = async (login: Hand) => (await send(login, 'GET', '/tasks?feedback=late')).body.total
    const late = {
      zhou: await lateOf('zhou'),
      wang: await lateOf('wang'),
      lin: await lateOf('lin'),
    }
    await longAgo(parts, 14)
    for (const [login, more] of [
      ['zhou', 2],
      ['wang', 1],
      ['lin', 1],
    ] as const) {
      const list = (await send(login, 'GET', '/tasks?feedback=late&limit=100')).body
      expect([login, list.total, list.items.length]).toEqual([login, late[login] + more, list.total])
      expect(list.items.every((item: { facts: { next: { state: string } } }) => item.facts.next.state === 'late')).toBe(
        true,
      )
    }
    await asOwner(
      house.ownerUrl,
      `update task set feedback_remind_on = '${today()}', feedback_due_on = '${today()}' where id = '${parts[0]}'`,
    )
    const due = (await send('wang', 'GET', '/tasks?feedback=due')).body.items
    expect(due.map(({ id }: { id: string }) => id)).toContain(parts[0])
    expect((await send('lin', 'GET', '/tasks?feedback=due')).body.items).toEqual([])
    expect((await send('zhou', 'GET', '/tasks?feedback=soon')).status).toBe(422)
  })
})
