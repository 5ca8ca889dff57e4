import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  type UseQueryResult,
  useQueries,
  useQuery,
} from '@tanstack/react-query'
import { ApiProblem, read } from './api.ts'

/** Reads with one retry when the server is away, none when it refused; a lost session is told to the caller. */
export function buildQueryClient(onSessionLost: () => void): QueryClient {
  const notice = (error: Error) => {
    if (error instanceof ApiProblem && error.status === 401) onSessionLost()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (count, error) =>
          count < 1 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
        refetchOnWindowFocus: false,
      },
    },
  })
}

/** What is not there yet (503: figures that are being entered, a database that is coming up) is asked for again after so many ms. */
const SOON = 10_000

type Asked = { state: { data: unknown; error: Error | null } }

const againAfter =
  (every: ((data: unknown) => number | false) | undefined) =>
  ({ state: { data, error } }: Asked): number | false =>
    error instanceof ApiProblem && error.status === 503 ? SOON : (every?.(data) ?? false)

/** Reads a path under `/api/v1`; the path is the cache key. Null or false asks nothing; `every` asks again after so many ms. */
export function useRead<T>(
  path: string | null | false,
  options: { keep?: boolean; staleTime?: number; every?: (data: T | undefined) => number | false } = {},
): UseQueryResult<T, Error> {
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => read<T>(path as string, signal),
    enabled: Boolean(path),
    placeholderData: options.keep ? keepPreviousData : undefined,
    staleTime: options.staleTime,
    refetchInterval: againAfter(options.every && ((data) => options.every?.(data as T | undefined) ?? false)),
  }) as UseQueryResult<T, Error>
}

/** Reads several paths under `/api/v1` at once, each kept as by `useRead`; again after `every` ms where it is given. */
export function useReads<T>(paths: readonly string[], every?: number): UseQueryResult<T, Error>[] {
  return useQueries({
    queries: paths.map((path) => ({
      queryKey: [path],
      queryFn: ({ signal }: { signal: AbortSignal }) => read<T>(path, signal),
      refetchInterval: againAfter(() => every ?? false),
    })),
  }) as UseQueryResult<T, Error>[]
}
