/** One event of a stream. */
export interface StreamEvent {
  /** The place after it; undefined where none was said. */
  readonly id: string | undefined
  /** Undefined: it only moves the place on. */
  readonly data: string | undefined
}

const eventOf = (block: string): StreamEvent => {
  let id: string | undefined
  let data: string | undefined
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) id = line.slice(4)
    else if (line.startsWith('data: ')) data = data === undefined ? line.slice(6) : `${data}\n${line.slice(6)}`
  }
  return { id, data }
}

/** Reads server-sent events as they come; one that was cut off by the end is none. */
export async function* readEvents(body: ReadableStream<Uint8Array> | null): AsyncGenerator<StreamEvent> {
  if (!body) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let pieces: string[] = []
  let edge = ''
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const piece = decoder.decode(read.value, { stream: true })
      pieces.push(piece)
      // A long event comes in many pieces: what was looked through once is not again.
      const isEnd = (edge + piece).includes('\n\n')
      edge = piece.slice(-1) || edge
      if (!isEnd) continue
      const blocks = pieces.join('').split('\n\n')
      pieces = [blocks.pop() ?? '']
      for (const block of blocks) yield eventOf(block)
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}
