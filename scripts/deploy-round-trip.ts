import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createChat } from '../packages/sdk/src/index.ts'

/** What one conversation showed. */
export interface RoundTrip {
  /** The answer as it was streamed, and as it is kept. */
  readonly streamed: string
  readonly kept: string
}

const untilReady = async (server: string, signal: AbortSignal): Promise<void> => {
  for (;;) {
    const isReady = await fetch(new URL('/ready', server), { signal }).then(
      answer => answer.ok,
      () => false,
    )
    signal.throwIfAborted()
    if (isReady) return
    await pause(250, undefined, { signal })
  }
}

/**
 * Waits until a server takes traffic; then one visitor asks one question and reads the answer to its end: session, socket,
 * command, stream and history. @throws Error naming what is not as it should be, and what the signal was aborted with
 */
export const roundTrip = async (server: string, signal: AbortSignal): Promise<RoundTrip> => {
  await untilReady(server, signal)
  const bundle = await fetch(new URL('/chat-view.js', server), { signal })
  if (!bundle.ok) throw new Error(`/chat-view.js answered ${bundle.status}`)
  const chat = createChat({ server, project: 'pk_demo', storage: false })
  try {
    await chat.connect({ signal })
    const thread = chat.thread()
    const answer = thread.send('Does a round trip work?', { signal })
    let streamed = ''
    for await (const piece of answer) streamed += piece
    const { parts } = await answer.done
    const kept = parts.map(part => (part.kind === 'text' ? part.text : '')).join('')
    if (streamed === '' || streamed !== kept)
      throw new Error('the answer that was streamed is not the one that is kept')
    return { streamed, kept }
  } finally {
    await chat.close()
  }
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [server = 'http://localhost:3000'] = positionals
  const { kept } = await roundTrip(server, AbortSignal.timeout(180_000))
  console.log(`${server} answered with ${kept.length} characters`)
}
