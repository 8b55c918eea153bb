import fc from 'fast-check'
import { expect } from 'vitest'
import { createMemoryLog } from '../../adapters/memory/memory-log.ts'
import type { GenerationLog, LogAppend, LogEntry, LogPosition } from '../../ports/generation-log.ts'
import { endEntry, open, text } from './log-entries.ts'

/** What one of two writers does next, or the reader. */
type Step =
  | { readonly by: 'writer'; readonly who: number; readonly does: 'open'; readonly term: number }
  | { readonly by: 'writer'; readonly who: number; readonly does: 'next' | 'skip' | 'again' | 'other' | 'end' }
  | { readonly by: 'reader' }

/** What a writer believes: the entry that it wrote last, and what it sent last. */
interface Writer {
  last: LogPosition | null
  sent: LogAppend | null
}

const who = fc.constantFrom(0, 1)

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ by: fc.constant('writer'), who, does: fc.constant('open'), term: fc.integer({ min: 1, max: 5 }) }),
    fc.record({
      by: fc.constant('writer'),
      who,
      does: fc.constantFrom('next', 'next', 'next', 'skip', 'again', 'other', 'end'),
    }),
    fc.record({ by: fc.constant('reader') }),
  ) as fc.Arbitrary<Step>,
  { maxLength: 40 },
)

/** What the writer sends for a step; null: it has nothing to begin from. */
const appendFor = (generation: string, writer: Writer, step: Extract<Step, { by: 'writer' }>): LogAppend | null => {
  if (step.does === 'open') return open(generation, step.term)
  const { last, sent } = writer
  if (step.does === 'again') return sent
  if (last === null) return null
  if (step.does === 'end') return endEntry(generation, last.term, last.seq + 1)
  const seq = last.seq + (step.does === 'skip' ? 2 : step.does === 'other' ? 0 : 1)
  return text(generation, last.term, seq, seq, `${step.who} at ${step.does} ${seq}`)
}

/** Plays the same steps on a log and on the one in memory: outcomes, and what the reader sees, are to be the same. */
const play = async (log: GenerationLog, generation: string, list: readonly Step[]): Promise<void> => {
  const model = createMemoryLog()
  const writers: Writer[] = [
    { last: null, sent: null },
    { last: null, sent: null },
  ]
  const seen: LogEntry[] = []
  for (const step of list) {
    if (step.by === 'reader') {
      const after = seen.at(-1)?.position
      const more = await log.read(generation, after)
      expect(more).toEqual(await model.read(generation, after))
      seen.push(...more)
      continue
    }
    const writer = writers[step.who]
    const append = writer ? appendFor(generation, writer, step) : null
    if (!writer || append === null) continue
    const [outcome] = await log.append([append])
    expect([outcome]).toEqual(await model.append([append]))
    writer.sent = append
    if (outcome?.result === 'ok' || outcome?.result === 'held') writer.last = append.entry.position
  }
  expect(await log.read(generation)).toEqual(await model.read(generation))
}

/** Two writers that know nothing of each other and a reader do anything in any order, as on the log in memory. */
export const playAsInMemory = (log: GenerationLog, runs: number): Promise<void> => {
  let made = 0
  return fc.assert(
    fc.asyncProperty(steps, list => play(log, `01920000-0000-7000-8001-${String(++made).padStart(12, '0')}`, list)),
    { numRuns: runs },
  )
}
