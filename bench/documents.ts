import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { fillLayout } from '#kernel/documents/model/fill.ts'
import type { Filled } from '#kernel/documents/model/piece.ts'
import { wordsOf } from '#kernel/documents/model/words-of.ts'
import { Press } from '#kernel/documents/press.ts'
import { fontFiles } from '#kernel/documents/typeset.ts'
import { layoutOf } from '#standards/legal-document/layout.ts'
import { readTemplates } from '#standards/legal-document/read.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'

/**
 * The half year of the reference city: 1,453 orders and 821 opinions after a second look, filled in, tried for glyphs and printed by the
 * press in two threads, against the same words set plainly by one warm Typst in one thread. Afterwards every PDF is read for its number.
 */
const ORDERS = Number(process.env.ORDERS ?? 1453)
const OPINIONS = Number(process.env.OPINIONS ?? 821)
const THREADS = Math.min(2, availableParallelism())
const PLAIN = 200

const templateOf = (key: string) => readTemplates().find((one) => one.key === key) as DocumentTemplate

const officers = [
  { name: '张明远', certNo: '鲁E0501127' },
  { name: '赵立群', certNo: '鲁E0501133' },
]
const faults = [
  '可燃气体探测器离线，控制室无实时数据',
  '有限空间未设置安全警示标志，人孔未上锁',
  '动火作业票未填写气体分析数据',
]

const common = (n: number) => ({
  party: { name: `东营第${n}号精细化工有限公司（示例）` },
  officers,
  agencyName: '东营市示例区应急管理局',
  sealedDate: '2026-09-08',
})

const order = (n: number) => ({
  ...common(n),
  documentNo: `（鲁东示）应急责改〔2026〕${n}号`,
  checkDate: '2026-09-08',
  recordNo: `（鲁东示）应急检记〔2026〕${n}号`,
  findings: faults.slice(0, 1 + (n % 3)).map((problem, at) => ({
    problem: `${n + at}号装置${problem}`,
    basis: '《中华人民共和国安全生产法》第三十六条第二款',
    requirement: `限期完成第${at + 1}项整改并书面报告`,
    dueDate: '2026-09-23',
  })),
  reconsiderationBody: '东营市示例区人民政府',
  litigationCourt: '东营市示例区人民法院',
})

const opinion = (n: number) => ({
  ...common(n),
  documentNo: `（鲁东示）应急复查〔2026〕${n}号`,
  orderDate: '2026-09-08',
  orderName: '责令限期整改指令书',
  orderNo: `（鲁东示）应急责改〔2026〕${n}号`,
  reinspectDate: '2026-09-23',
  results: [{ seq: '1', fact: `${n}号装置探测器已修复并上传`, result: '已整改' }],
  opinion: '全部整改完毕，同意销号',
})

const fill = (key: string, values: Record<string, unknown>): Filled =>
  fillLayout(layoutOf(templateOf(key)), { values, series: '安全生产行政执法文书', draft: false })

const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
const press = new Press(THREADS)
// Warm: the threads have read their fonts.
await Promise.all(range(THREADS).map((n) => press.print(fill('rectification_order', order(n)))))

const began = performance.now()
const jobs = [
  ...range(ORDERS).map((n) => ['rectification_order', order(n)] as const),
  ...range(OPINIONS).map((n) => ['reinspection_opinion', opinion(n)] as const),
]
const printed = await Promise.all(
  jobs.map(async ([key, values]) => ({
    number: values.documentNo,
    pdf: (await press.print(fill(key, values), { seam: true })).pdf,
  })),
)
const seconds = (performance.now() - began) / 1000
await press.close()

const plain = plainSeconds()
const each = (seconds * THREADS) / jobs.length
console.log(
  `documents: ${jobs.length} in ${seconds.toFixed(1)} s with ${THREADS} threads (goal ≤ 20 s), ${(each * 1000).toFixed(1)} ms of a thread each; ` +
    `plain Typst ${(plain * 1000).toFixed(1)} ms: ratio ${(each / plain).toFixed(2)}`,
)

const wrong: string[] = []
for (const { number, pdf } of printed) if (!(await textOf(pdf)).includes(number)) wrong.push(number)
console.log(`numbers read back: ${printed.length - wrong.length} of ${printed.length}`)
if (wrong.length > 0 || seconds > 20) process.exitCode = 1

/** Seconds a form when nothing is done but setting its words in the same fonts and sizes. */
function plainSeconds(): number {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fontFiles.map((name) => readFileSync(name)) }] })
  const set = (n: number) => {
    const words = JSON.stringify(wordsOf(fill('rectification_order', order(n))))
    const source = `#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")\n#for l in ${words}.split("\\n") { par(l) }`
    compiler.pdf({ mainFileContent: source })
  }
  set(0)
  const began = performance.now()
  for (const n of range(PLAIN)) set(n)
  return (performance.now() - began) / 1000 / PLAIN
}

async function textOf(pdf: Buffer): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const { items } = await (await (await task.promise).getPage(1)).getTextContent()
  await task.destroy()
  return items.map((item) => ('str' in item ? item.str : '')).join('')
}
