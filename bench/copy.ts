import pg from 'pg'

/** COPY by the protocol itself: query, data, end. What a bench of writing is compared with. */
export function copyText(client: pg.Client, text: string, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new (class extends pg.Query {
      handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) {
        connection.sendCopyFromChunk(Buffer.from(data))
        connection.endCopyFrom()
      }
    })(text, (error: Error | null) => (error ? reject(error) : resolve()))
    client.query(query)
  })
}
