/** One reading for all who ask for the same thing while it is being read: fifty leaders who open the circular at nine read it once. */
export function sharedReadings<Answer>(): (key: string, read: () => Promise<Answer>) => Promise<Answer> {
  const running = new Map<string, Promise<Answer>>()
  return (key, read) => {
    const known = running.get(key)
    if (known) return known
    const reading = read().finally(() => running.delete(key))
    running.set(key, reading)
    return reading
  }
}
