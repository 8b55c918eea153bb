import { EventReader } from './event-reader.ts'

/** The data of a stream's events, together for each packet. */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const reader = body.getReader()
  const events = new EventReader()
  let whole = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      whole = done
      if (done) return
      const data = events.push(value)
      if (data.length > 0) yield data
    }
  } finally {
    if (!whole) await reader.cancel().catch(() => {})
  }
}
