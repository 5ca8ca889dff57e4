import { z } from 'zod'
import { type AnyRoute, type Call, route } from '#kernel/http/route.ts'
import { decisions } from '../../model/codes.ts'
import {
  AppraiseInput,
  CheckView,
  DecideInput,
  OneVolume,
  Purpose,
  ReasonInput,
  VolumeView,
} from '../../model/schema.ts'
import type { ArchiveContext } from '../context.ts'
import { decideAppraisal, proposeAppraisal, watchDestruction } from '../service/appraise.ts'
import { checkVolume, type Look, lookAtEntry, lookInto, lookOrRefuse, previewLine } from '../service/look.ts'
import { askTakeOut, decideTakeOut } from '../service/take-out.ts'
import { getVolume } from '../service/volume.ts'
import { volumeView } from '../view.ts'
import { aboutVolume } from './volume.ts'

const tag = '档案'
type Reply = Call<never, never, never>['reply']

/** Sends bytes of a volume; nobody keeps them on the way. */
function send(reply: Reply, { bytes, size, name, mediaType }: Look, how: 'inline' | 'attachment') {
  reply.headers({
    'content-type': mediaType,
    'content-length': size,
    'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  return bytes
}

/** Looking, checking, taking out again, appraisal and destruction of bound volumes. */
export function lookRoutes(context: ArchiveContext): AnyRoute[] {
  const act = { tag, params: OneVolume, answer: VolumeView } as const
  return [
    route({
      method: 'GET',
      path: '/api/v1/archive-volumes/:id/bundle',
      summary: '看全卷 PDF：档案员看原件；借阅人看带姓名和时间水印的副本。写明用途，每次都登记',
      tag,
      permission: 'archive.read',
      audit: 'archive.looked',
      params: OneVolume,
      query: z.object({ purpose: Purpose, download: z.enum(['yes', 'no'], '只能是 yes 或 no').default('no') }),
      answer: z.unknown(),
      perMinute: 30,
      act: async ({ tx, db, actor, params, query, reply, note }) => {
        const download = query.download === 'yes'
        const look = await lookOrRefuse(db, actor, () =>
          lookInto(tx, context, actor, params.id, { purpose: query.purpose, download }),
        )
        note(aboutVolume(look.volume, { purpose: query.purpose }))
        return send(reply, look, download ? 'attachment' : 'inline')
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/archive-volumes/:id/entries/:n',
      summary: '下载卷内一件的原件，附件也在这里；只给档案员，写明用途',
      tag,
      permission: 'archive.look',
      audit: 'archive.looked',
      params: OneVolume.extend({ n: z.coerce.number().int().min(1).max(5000) }),
      query: z.object({ purpose: Purpose }),
      answer: z.unknown(),
      act: async ({ tx, db, actor, params, query, reply, note }) => {
        const look = await lookOrRefuse(db, actor, () =>
          lookAtEntry(tx, context, actor, params.id, params.n, query.purpose),
        )
        note(aboutVolume(look.volume, { purpose: query.purpose }))
        return send(reply, look, 'attachment')
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/archive-volumes/:id/preview',
      summary: '立卷时看一件材料：原件，或现印的副本和办理经过',
      tag,
      permission: 'archive.bind',
      audit: 'archive.looked',
      params: OneVolume,
      query: z.object({ ref: z.string().max(60) }),
      answer: z.unknown(),
      act: async ({ tx, db, actor, params, query, reply, note }) => {
        const look = await lookOrRefuse(db, actor, () => previewLine(tx, context, actor, params.id, query.ref))
        note(aboutVolume(look.volume, { purpose: `立卷：${look.name}` }))
        const shown = /^(?:image|video|audio)\/|^application\/pdf$/.test(look.mediaType)
        return send(reply, look, shown ? 'inline' : 'attachment')
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/check',
      summary: '核验：全卷和每一件重算 SM3、SHA-256，指出改动过的',
      tag,
      permission: 'archive.look',
      audit: 'archive.checked',
      params: OneVolume,
      answer: CheckView,
      act: async ({ tx, actor, params, note }) => {
        const { volume, verdict } = await checkVolume(tx, context, actor, params.id)
        note(
          aboutVolume(volume, { verdict: verdict.ok ? '相符' : verdict.faults.map(({ title }) => title).join('、') }),
        )
        return { ...verdict, checkedAt: new Date().toISOString() }
      },
    }),
    route({
      ...act,
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/take-out',
      summary: '申请撤卷：写明理由，由负责人批准；原卷保留',
      permission: 'archive.bind',
      audit: 'archive.taking-out-asked',
      body: ReasonInput,
      act: async ({ tx, actor, params, body, note }) => {
        const row = await askTakeOut(tx, actor, params.id, body.reason)
        note(aboutVolume(row, body))
        return volumeView(tx, actor, row)
      },
    }),
    route({
      ...act,
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/decide-take-out',
      summary: '审批撤卷：同意后这件事可以接着办，补完重新立卷',
      permission: 'archive.decide',
      audit: 'archive.taking-out-decided',
      body: DecideInput,
      act: async ({ tx, actor, params, body, note }) => {
        const row = await decideTakeOut(tx, actor, params.id, body)
        note(aboutVolume(row, { decision: body.agrees ? '同意' : '不同意', reason: body.text }))
        return volumeView(tx, actor, row)
      },
    }),
    route({
      ...act,
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/appraise',
      summary: '提出鉴定意见：延长保管或销毁；只对保管期限已满的卷',
      permission: 'archive.bind',
      audit: 'archive.appraisal-proposed',
      body: AppraiseInput,
      act: async ({ tx, actor, params, body, note }) => {
        const row = await proposeAppraisal(tx, actor, params.id, body)
        note(aboutVolume(row, { decision: decisions[body.decision], reason: body.reason }))
        return volumeView(tx, actor, row)
      },
    }),
    route({
      ...act,
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/decide-appraisal',
      summary: '审批鉴定意见：由提出人以外的负责人办',
      permission: 'archive.decide',
      audit: 'archive.appraisal-decided',
      body: DecideInput,
      act: async ({ tx, actor, params, body, note }) => {
        const { volume, appraisal } = await decideAppraisal(tx, actor, params.id, body)
        const decision = `${body.agrees ? '同意' : '不同意'}${decisions[appraisal.decision]}`
        note(aboutVolume(volume, { decision, reason: body.text }))
        return volumeView(tx, actor, await getVolume(tx, actor, params.id))
      },
    }),
    route({
      ...act,
      method: 'POST',
      path: '/api/v1/archive-volumes/:id/watch-destruction',
      summary: '监销：两名监销人先后签字，第二人签后全文销毁，目录和校验值保留',
      permission: 'archive.supervise-destruction',
      audit: 'archive.destruction-watched',
      act: async ({ tx, actor, params, note }) => {
        const { volume, destroyed } = await watchDestruction(tx, context, actor, params.id)
        note(aboutVolume(volume, { reason: destroyed ? '第二名监销人签字，全文已销毁' : '第一名监销人签字' }))
        return volumeView(tx, actor, await getVolume(tx, actor, params.id))
      },
    }),
  ]
}
