import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { ApiProblem, queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import type {
  AgencyView,
  BlockView,
  DocumentLine,
  DocumentView,
  SuitView,
  TemplateLine as TemplateLineSchema,
  TemplateVersionView,
} from '../model/schema.ts'

export type { DocumentLine, DocumentView }
export type TemplateLine = z.output<typeof TemplateLineSchema>
export type Suit = z.output<typeof SuitView>
export type TemplateVersion = z.output<typeof TemplateVersionView>
export type Agency = z.output<typeof AgencyView>
export type Block = z.output<typeof BlockView>

export interface Listed<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

export const filterKeys = ['q', 'state', 'key', 'objectId', 'caseId', 'served', 'received'] as const

/** The filters of an address. */
export const filterOf = (search: Search): Search =>
  Object.fromEntries(filterKeys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))

export const useDocuments = (search: Search) =>
  useRead<Listed<DocumentLine>>(
    `/legal-documents${queryString({ ...filterOf(search), cursor: search.cursor, limit: 50 })}`,
    { keep: true },
  )

export const useDocument = (id: string) => useRead<DocumentView>(`/legal-documents/${id}`)

export const useTemplates = (wanted = true) =>
  useRead<Listed<TemplateLine>>(wanted && '/legal-templates', { staleTime: 300_000 })

export const useTemplate = (key: string | null | undefined) =>
  useRead<TemplateLine & { template: DocumentTemplate }>(key ? `/legal-templates/${key}` : null)

export const useVersions = (key: string) => useRead<Listed<TemplateVersion>>(`/legal-templates/${key}/versions`)

export const useAgencies = () => useRead<Listed<Agency>>('/legal-agencies')

export const useBlocks = (wanted: boolean) => useRead<Listed<Block>>(wanted && '/legal-number-blocks')

/** What the platform already knows of a new document. */
export const useProposal = (key: string | undefined, about: Search) =>
  useRead<{ values: Record<string, unknown>; partyName: string }>(
    key ? `/legal-documents/proposal${queryString({ key, objectId: about.enterprise, caseId: about.case })}` : null,
  )

/** The documents of a case and those that suit it now. */
export const useCaseDocuments = (caseId: string | null) =>
  useRead<Listed<DocumentLine> & { suits: Suit[] }>(caseId && `/cases/${caseId}/documents`)

/** Makes everything read of documents be read again. */
export function useForgetDocuments(): () => Promise<void> {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) =>
        typeof path === 'string' && (path.startsWith('/legal-') || /^\/cases\/[^/]+\/documents$/.test(path)),
    })
}

/** A picture of pages as it comes: the last good one stays while the next is drawn. */
export interface Pages {
  url: string | null
  busy: boolean
  problem: ApiProblem | null
}

/** Milliseconds without typing before the pages are drawn again. */
const PAUSE = 500

/**
 * Draws pages by a request, again whenever what it sends changes, a moment after the last key.
 * @param body what is sent; null to read the path as it is
 */
export function usePages(path: string | null, body: unknown = null): Pages {
  const [pages, setPages] = useState<Pages>({ url: null, busy: path !== null, problem: null })
  const last = useRef<string | null>(null)
  const sent = body === null ? null : JSON.stringify(body)
  useEffect(() => {
    if (!path) return
    const stop = new AbortController()
    setPages((before) => ({ ...before, busy: true }))
    const wait = setTimeout(
      () => {
        draw(path, sent, stop.signal).then(
          (url) => {
            if (last.current) URL.revokeObjectURL(last.current)
            last.current = url
            setPages({ url, busy: false, problem: null })
          },
          (error) => {
            if (stop.signal.aborted) return
            setPages((before) => ({ ...before, busy: false, problem: error instanceof ApiProblem ? error : null }))
          },
        )
      },
      last.current ? PAUSE : 0,
    )
    return () => {
      clearTimeout(wait)
      stop.abort()
    }
  }, [path, sent])
  useEffect(() => () => void (last.current && URL.revokeObjectURL(last.current)), [])
  return pages
}

async function draw(path: string, body: string | null, signal: AbortSignal): Promise<string> {
  const answer = await fetch(`/api/v1${path}`, {
    method: body === null ? 'GET' : 'POST',
    signal,
    ...(body === null ? {} : { body, headers: { 'content-type': 'application/json' } }),
  }).catch((error) => {
    throw signal.aborted ? error : new ApiProblem(0, { title: '连不上服务器', detail: '网络断开，或服务器没有应答。' })
  })
  if (!answer.ok) throw new ApiProblem(answer.status, await answer.json().catch(() => ({})))
  return URL.createObjectURL(await answer.blob())
}
