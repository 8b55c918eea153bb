import { expect, it } from 'vitest'
import type { AppendOutcome, GenerationLog, LogAppend } from '../ports/generation-log.ts'
import { Journal } from './journal.ts'
import { JournalTrack } from './journal-track.ts'

const turn = () => new Promise(resolve => setImmediate(resolve))

/** A log that answers when told to, and an answer that always has more to write. */
const createScene = () => {
  const asked: LogAppend[] = []
  const answers: ((outcome: AppendOutcome) => void)[] = []
  const append: GenerationLog['append'] = appends => {
    asked.push(...appends)
    return Promise.all(appends.map(() => new Promise<AppendOutcome>(resolve => answers.push(resolve))))
  }
  const journal = new Journal(
    { append } as GenerationLog,
    { now: () => 0, monotonic: () => 0 },
    { retryMs: 1, maxRetryMs: 1 },
  )
  const written: string[] = []
  const track: JournalTrack = new JournalTrack('a', {
    due: true,
    take: () => [{ kind: 'text', part: 0, offset: 0, text: 'more' }],
    opened: () => {
      track.release()
      journal.mark(track)
    },
    written: items => written.push(...items.map(({ kind }) => kind)),
    refused: () => written.push('refused'),
  })
  const answer = async (outcome: AppendOutcome): Promise<void> => {
    answers.shift()?.(outcome)
    await turn()
    journal.tick()
    await turn()
  }
  const begin = async (): Promise<void> => {
    track.open(1)
    journal.hurry(track)
    await turn()
    await answer({ result: 'ok' })
  }
  return { asked, written, journal, track, begin, answer }
}

it('RT2 what is there is written, one append at a time', async () => {
  const { asked, written, journal, begin, answer } = createScene()
  await begin()
  journal.tick()
  expect(asked.map(({ entry }) => entry.position.seq)).toEqual([0, 1])
  await answer({ result: 'ok' })
  expect(asked.map(({ entry }) => entry.position.seq)).toEqual([0, 1, 2])
  expect(written).toEqual(['text'])
})

it.each<AppendOutcome>([{ result: 'ok' }, { result: 'failed', reason: 'busy' }, { result: 'top', top: null }])(
  'RT2 an owner that has let go writes and hears nothing more, whatever comes of what was on its way: $result',
  async outcome => {
    const { asked, written, journal, track, begin, answer } = createScene()
    await begin()
    expect(asked).toHaveLength(2)
    journal.drop(track)
    await answer(outcome)
    track.release()
    track.open(2)
    journal.hurry(track)
    await answer({ result: 'ok' })
    expect(asked).toHaveLength(2)
    expect(written).toEqual([])
  },
)
