import { openLiveLog } from '../adapters/sqlite/live-log.ts'
import type { LogAppend, LogPosition } from '../ports/generation-log.ts'

// Writes into a live log until it is killed, and says which entries were acknowledged: "<generation> <seq>".
const [path = '', ...generations] = process.argv.slice(2)
const log = await openLiveLog({ path, checkpointMs: 20 })
const tops = new Map<string, LogPosition>()

for (;;) {
  const appends = generations.map((generation): LogAppend => {
    const after = tops.get(generation) ?? null
    const seq = after === null ? 0 : after.seq + 1
    const text = { kind: 'text' as const, part: 0, offset: seq - 1, text: String(seq % 10) }
    const items = after === null ? [{ kind: 'open' as const }] : [text]
    return { generation, after, entry: { position: { term: 1, seq }, items } }
  })
  const outcomes = await log.append(appends)
  for (const [i, outcome] of outcomes.entries()) {
    const append = appends[i]
    if (outcome.result !== 'ok' || !append) throw new Error(`an append was answered ${outcome.result}`)
    tops.set(append.generation, append.entry.position)
  }
  process.stdout.write(appends.map(({ generation, entry }) => `${generation} ${entry.position.seq}\n`).join(''))
}
