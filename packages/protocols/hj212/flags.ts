/** What was odd about a message, each with how often. */
export class Flags {
  readonly #counts = new Map<string, number>()

  add(code: string, about = ''): void {
    const flag = about === '' ? code : `${code}:${about.slice(0, 64)}`
    this.#counts.set(flag, (this.#counts.get(flag) ?? 0) + 1)
  }

  list(): string[] {
    return [...this.#counts].map(([flag, count]) => (count === 1 ? flag : `${flag} ×${count}`))
  }
}
