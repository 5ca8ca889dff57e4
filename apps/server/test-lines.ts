/** One open page of a live line: collects what it is told until it is closed. */
export interface OpenPage {
  answer: Response
  text: string
  ended: boolean
  close(): void
}

/** Opens a live line (text/event-stream) as a page does. @param address of the server, with the path */
export async function openLine(
  address: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<OpenPage> {
  const abort = new AbortController()
  const answer = await fetch(address, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: abort.signal,
  })
  const page = { answer, text: '', ended: false, close: () => abort.abort() }
  const pump = async () => {
    const decoder = new TextDecoder()
    try {
      for await (const chunk of answer.body as ReadableStream<Uint8Array>) page.text += decoder.decode(chunk)
    } catch {
      // Aborted by the test.
    }
    page.ended = true
  }
  void pump()
  return page
}

/** Whether something comes true in time. */
export async function until(what: () => boolean, ms = 10_000): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (what()) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return what()
}
