/** The address at which a figure opens: its definition, its parts and its rows. */
export function figureLink(code: string, search: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) if (value !== undefined) query.set(key, value)
  return `/indicators/${code}?${query.toString().replaceAll('%3A', ':')}`
}
