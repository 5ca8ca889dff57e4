/** As far as the stories need the house of tests. */
interface House {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  as(login: Login): (method: string, url: string, body?: unknown) => Promise<{ status: number; body: any }>
}
type Login = 'zhou' | 'wang' | 'lin' | 'zhang' | 'li' | 'zhao' | 'admin'

/** The counties and the town the stories go through, as the house of tests has them. */
interface Places {
  city: string
  guangrao: string
  damatou: string
  village: string
  lijinVillage: string
}

export const DUE = '2099-12-31'
export const substance = { goal: '危化企业夏季安全大检查', requirements: '逐家检查，问题当场登记' }

/** Hands that draft tasks, act on them and look at them, for the stories of this room. */
export function taskHands(house: () => House, places: Places) {
  const send = (login: Login, method: string, url: string, body?: unknown) =>
    house().as(login)(method, `/api/v1${url}`, body)

  const draft = (login: Login, rule: object = { regulatorClass: 'hazchem' }, feedback = 'weekly') =>
    send(login, 'POST', '/tasks', {
      gridCode: { zhou: places.city, wang: places.guangrao, zhang: places.damatou }[login as string],
      input: { name: '危化品夏季专项检查', kind: 'special', feedback, rule, ...substance },
    })

  /** Does an act with the version the task has now. */
  async function act(login: Login, id: string, name: string, input: object) {
    const { acts } = (await send('zhou', 'GET', `/tasks/${id}`)).body
    return send(login, 'POST', `/tasks/${id}/${name}`, { input, version: acts })
  }

  const childAt = async (parentId: string, gridCode: string) => {
    const { items } = (await send('zhou', 'GET', `/tasks?parentId=${parentId}`)).body
    return items.find((item: { gridCode: string }) => item.gridCode === gridCode)
  }
  const progressOf = async (login: Login, id: string) => (await send(login, 'GET', `/tasks/${id}`)).body.facts.progress

  /** A task of the city handed to Guangrao and on to Damatou. */
  async function handedDown(feedback: string, dueOn = DUE) {
    const root: string = (await draft('zhou', undefined, feedback)).body.id
    await act('zhou', root, 'publish', { grids: [places.guangrao], dueOn })
    const county: string = (await childAt(root, places.guangrao)).id
    await act('wang', county, 'split', { grids: [places.damatou], dueOn })
    const town: string = (await childAt(county, places.damatou)).id
    return { root, county, town }
  }

  return { send, draft, act, childAt, progressOf, handedDown }
}

/** Enterprises every story of tasks is about: two of the trade in Damatou, one in Lijin, one of another trade. */
export async function enterEnterprises(house: House, places: Places): Promise<string[]> {
  const ids: string[] = []
  for (const [name, gridCode, regulatorClasses] of [
    ['广饶恒沣化工有限公司', places.village, ['hazchem']],
    ['大码头盛源木业', places.village, ['industry_trade']],
    ['大码头化肥经营部', places.damatou, ['hazchem']],
    ['利津远海化工', places.lijinVillage, ['hazchem']],
  ] as const) {
    const made = await house.as('admin')('POST', '/api/v1/enterprises', { name, gridCode, regulatorClasses })
    if (made.status !== 201) throw new Error(`${name}: ${made.body.detail}`)
    ids.push(made.body.id)
  }
  return ids
}
