import type { CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import { Short } from '#kernel/cases/console/parts/case-columns.tsx'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { count, day, today } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { addDays } from '#standards/calendar/local-date.ts'
import { categoryGroups, hazardCategories } from '#standards/hazard/categories.ts'
import { criteria, criterionStandards } from '#standards/hazard/criteria.ts'
import { hazardRanks, hazardSources, listingLevels } from '../model/codes.ts'
import { hazardCase } from '../model/states.ts'
import { factsOf } from './facts.ts'
import { CheckChoice } from './parts/check-choice.tsx'
import { ControlChoice } from './parts/control-choice.tsx'
import { CriterionChoice } from './parts/criterion-choice.tsx'
import { Doubles, type DoublesProps, doublesPath } from './parts/doubles.tsx'
import { HazardMarks } from './parts/hazard-marks.tsx'
import { ListingLines } from './parts/listing-lines.tsx'

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** Hazards as their pages show them. */
export const hazardFace: CaseFace = {
  type: hazardCase as unknown as CaseType,
  unit: '条',
  statuses: {
    found: 'open',
    rectifying: 'going',
    submitted: 'waiting',
    reinspection: 'waiting',
    closed: 'done',
    enforced: 'back',
    withdrawn: 'off',
    merged: 'off',
  },
  columns: [
    {
      key: 'category',
      head: '类别',
      width: 132,
      wide: true,
      cell: (row) => {
        const facts = factsOf(row)
        return facts?.category ? (
          <Short text={`${facts.category} ${facts.categoryName}`} most={124} />
        ) : (
          <span className="ag-pale">未定级</span>
        )
      },
    },
    {
      key: 'source',
      head: '来源',
      width: 92,
      wide: true,
      cell: (row) => <Short text={factsOf(row)?.sourceName ?? '—'} most={84} />,
    },
  ],
  filters: [
    { key: 'rank', label: '等级', options: options(hazardRanks) },
    {
      key: 'category',
      label: '类别',
      options: [
        ...Object.entries(categoryGroups).map(([value, label]) => ({ value, label: `${label}（全部）` })),
        ...hazardCategories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
      ],
    },
    { key: 'source', label: '来源', options: options(hazardSources) },
    {
      key: 'term',
      label: '整改期限',
      options: [
        { value: 'past', label: '已过' },
        { value: 'overdue', label: '已过还没有改完' },
      ],
    },
    { key: 'listed', label: '挂牌', options: [{ value: 'true', label: '挂牌督办' }] },
    { key: 'recurring', label: '重复', options: [{ value: 'true', label: '重复隐患' }] },
  ],
  beside: {
    keys: ['foundFrom', 'foundTo', 'criterion', 'counted', 'graded', 'riskPointId', 'controlId'],
    words: ({ foundFrom, foundTo, criterion, counted, graded, riskPointId, controlId }) => [
      ...(foundFrom || foundTo ? [`${foundFrom ?? ''} 至 ${foundTo ?? ''} 发现`] : []),
      ...(criterion ? [`判定标准 ${criterion}`] : []),
      ...(graded === 'false' ? ['还没有定级'] : []),
      ...(counted ? ['不含已撤回'] : []),
      ...(riskPointId ? ['指到一个风险点'] : []),
      ...(controlId ? ['指到一条管控措施'] : []),
    ],
  },
  views: [
    { name: '全部未销号', search: { open: 'true' } },
    { name: '逾期未改', search: { state: 'rectifying', late: 'true' } },
    { name: '待复查', search: { state: 'reinspection' } },
    { name: '重大隐患', search: { rank: 'major', open: 'true' } },
    { name: '挂牌督办', search: { listed: 'true' } },
    { name: '重复隐患', search: { recurring: 'true' } },
    { name: '全部', search: { open: 'false' } },
  ],
  marks: (line) => <HazardMarks facts={factsOf(line)} />,
  facts: hazardFactLines,
  photos: {
    title: '整改前后',
    before: { name: '整改前', acts: ['report', 'register'] },
    after: { name: '整改后', acts: ['submit'] },
  },
  splitOff: ({ id, objectId, gridCode }, ofObject) =>
    ofObject
      ? { to: '/hazards/report', permission: 'hazard.report', search: { from: id } }
      : {
          to: '/hazards/register',
          permission: 'hazard.register',
          search: { from: id, ...(objectId ? { objectId } : { gridCode }) },
        },
  objectPage: (id) => `/enterprises/${id}`,
  hides: (act, values) => {
    if (act === 'arrange' || act === 'order') return values.rank === 'major' ? [] : ['criterion']
    if (act === 'accept' || act === 'reinspect') return values.passed === false ? [] : ['dueOn']
    return []
  },
  hints: {
    what: '看到了什么，比如「3 号罐液位计不显示」',
    where: '走到跟前能找到的地方，比如「罐区东侧 3 号罐」',
    responsible: '写一个人的名字',
    measures: '准备怎么改，分几步',
    money: '估计要花多少，不花钱填 0',
    contingency: '改好之前，怎么防止出事',
    controlId: '哪条管控措施没起作用；说不清就不选',
    basis: '标准或条款，比如「GB/T 50493 3.0.1」',
    itemCode: '选了检查项，类别、依据和期限会自动带出；说不清就不选',
    step: '挂牌以后要报备、公布、现场督办，办一件记一件',
  },
  rules: {
    found: '先定是一般还是重大，再落实责任、措施、资金、时限和预案。',
    rectifying: '改完拍一张改好的照片，再交。',
    submitted: '看现场或照片，合格就销号；不合格要写新的期限。',
    reinspection: '到现场看过再写，要有现场照片；不合格要写新的期限。',
  },
  proposes: proposedOf,
  likely: (one) => doublesPath(doublesOf(one)),
  widgets: { criterion: CriterionChoice, 'risk-control': ControlChoice, 'check-item': CheckChoice },
  words: (widget, value) => {
    if (widget !== 'criterion') return undefined
    const found = criteria.find(({ code }) => code === value)
    return found && `${found.code} ${found.name}`
  },
}

/** The hazard as it was found, graded and arranged, gathered from its acts. */
function hazardFactLines(one: CaseOne): FactLine[] {
  const facts = factsOf(one)
  const last = (...acts: string[]) => one.history.findLast(({ act }) => acts.includes(act))?.input ?? {}
  const found = last('report', 'register')
  const fixes = last('arrange')
  const order = last('order')
  const listing = facts?.listedLevel ? last('list') : {}
  const criterion = criteria.find(({ code }) => code === facts?.criterion)
  const text = (value: unknown) => (value === undefined || value === null || value === '' ? null : String(value))
  const lines: [string, FactLine['value'] | null][] = [
    ['看到的', text(found.what)],
    ['位置', facts?.place ?? text(found.where)],
    ['等级', facts?.rank ? hazardRanks[facts.rank] : '还没有定级'],
    ['类别', facts?.category ? `${facts.category} ${facts.categoryName}` : null],
    ['判定标准', criterion ? `${criterion.name}（${criterionStandards[criterion.sector].title}）` : null],
    ['来源', facts ? `${facts.sourceName}，${day(facts.foundOn)} 发现` : null],
    ['整改期限', termWords(one)],
    ['要求', text(order.requirement)],
    ['依据', text(order.basis)],
    [
      '失效措施',
      facts?.control ? (
        <>
          {facts.control.text} <To to={`/risks/${facts.control.riskPointId}`}>风险点 {facts.control.riskPointName}</To>
        </>
      ) : null,
    ],
    ['责任', text(fixes.responsible)],
    ['措施', text(fixes.measures)],
    ['资金', typeof fixes.money === 'number' ? `${count(fixes.money)} 元` : null],
    ['防范', text(fixes.contingency)],
    ['挂牌', facts?.listedLevel ? listingWords(facts.listedLevel, listing) : null],
    ['挂牌步骤', one.history.some(({ act }) => act === 'list') ? <ListingLines key="listing" one={one} /> : null],
    ['检查项', facts?.item ? `${facts.item.question}（${facts.item.code}）` : null],
    ['疑似同一件', one.closed ? null : <Doubles key="doubles" {...doublesOf(one)} />],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

/** What the check that found it says of it, for the forms that grade and order: proposed, never decided. */
function proposedOf(one: CaseOne, act: string) {
  const item = factsOf(one)?.item
  if (!item || (act !== 'arrange' && act !== 'order')) return null
  const { category, rank, criterion, days } = item
  return {
    why: '等级、类别、期限按检查项带出，看过现场再定。',
    values: {
      category,
      rank,
      ...(criterion ? { criterion } : {}),
      dueOn: addDays(today(), days),
      ...(act === 'order'
        ? { basis: item.basis.slice(0, 200), requirement: item.rectification }
        : { measures: item.rectification }),
    },
  }
}

/** The day by which it has to be put right: as the clock says while it runs, else as last set. */
function termWords(one: CaseOne): string | null {
  if (one.state === 'rectifying' && one.clock) return day(one.clock.dueOn)
  const set = one.history.findLast(({ act, input }) => act === 'extend' || typeof input.dueOn === 'string')?.input
  const on = set?.until ?? set?.dueOn
  return typeof on === 'string' ? day(on) : null
}

function listingWords(level: string, listing: Readonly<Record<string, unknown>>): string {
  const until = typeof listing.until === 'string' ? `，${day(listing.until)} 前摘牌` : ''
  return `${listingLevels[level as keyof typeof listingLevels] ?? level}，${String(listing.leader ?? '')}督办${until}`
}

/** What the search for doubles of a hazard is made of. */
function doublesOf(one: CaseOne): DoublesProps {
  const opening = one.history.find(({ act }) => act === 'report' || act === 'register')?.input ?? {}
  return {
    ...(one.objectId ? { objectId: one.objectId } : { gridCode: one.gridCode }),
    what: String(opening.what ?? one.title),
    itemCode: typeof opening.itemCode === 'string' ? opening.itemCode : undefined,
    without: one.id,
  }
}
