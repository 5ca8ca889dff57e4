import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { DrawView, DrawLine as LineSchema } from '../model/schema.ts'

export type Draw = z.output<typeof DrawView>
export type DrawLine = z.output<typeof LineSchema>

export const useDraws = (cursor: string | undefined) =>
  useRead<{ items: DrawLine[]; nextCursor: string | null; total: number }>(`/draws${queryString({ cursor })}`, {
    keep: true,
  })

/** One draw, asked again while others have to do their part. */
export const useDraw = (id: string) =>
  useRead<Draw>(`/draws/${id}`, {
    staleTime: 0,
    every: (draw) => (draw?.state === 'committing' || draw?.state === 'revealing' ? 5000 : false),
  })

/** Plans whose enterprises can be drawn. */
export const useOpenPlans = () =>
  useRead<{ items: { id: string; title: string }[] }>('/inspection-plans?open=true&limit=100')

export function useForgetDraws(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/draws') })
}

/** The actor's part of the seed, made in his browser and kept there until it is shown. */
export const secretKey = (drawId: string): string => `angrid.draw.${drawId}`

/** 128 bits out of the browser's own source, as hexadecimal digits. */
export const newSecret = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
