import { expect, it, vi } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import type { AnswerRun } from './answer-run.ts'
import { PauseWatch } from './pause-watch.ts'

const runOf = (projectId: string) => {
  const ends: unknown[] = []
  return { ends, run: { record: { projectId }, end: (finish: unknown) => ends.push(finish) } as unknown as AnswerRun }
}

it('AI7.8 all answers of a paused project end, and those of no other', async () => {
  const [one, two, other] = [runOf('a'), runOf('a'), runOf('b')]
  const asked: string[] = []
  const watch = new PauseWatch({
    runs: [one.run, two.run, other.run],
    isPaused: async id => asked.push(id) > 0 && id === 'a',
    logger: silentLogger,
  })
  watch.look()
  await vi.waitFor(() => expect(asked).toEqual(['a', 'b']))
  const paused = [{ state: 'stopped', reason: 'paused' }]
  expect([one.ends, two.ends, other.ends]).toEqual([paused, paused, []])
})

it('AI7.8 it looks by itself twice a second, once at a time, and again after a word that came meanwhile', async () => {
  const asked: (() => void)[] = []
  const isPaused = () => new Promise<boolean>(resolve => asked.push(() => resolve(false)))
  const watch = new PauseWatch({ runs: [runOf('a').run], isPaused, logger: silentLogger })
  watch.tick(499)
  expect(asked).toHaveLength(0)
  watch.tick(500)
  watch.tick(999)
  watch.look()
  expect(asked).toHaveLength(1)
  asked[0]?.()
  await vi.waitFor(() => expect(asked).toHaveLength(2))
})

it('AI7.8 a store that is away is logged, and looked at again', async () => {
  const warnings: unknown[] = []
  const { run, ends } = runOf('a')
  const answers = [() => Promise.reject(new CodedError('store_unavailable')), async () => true]
  const logger = { ...silentLogger, warn: (fields: unknown) => void warnings.push(fields) }
  const watch = new PauseWatch({ runs: [run], isPaused: () => answers.shift()?.() ?? Promise.resolve(false), logger })
  watch.look()
  await vi.waitFor(() => expect(warnings).toHaveLength(1))
  await vi.waitFor(() => {
    watch.look()
    expect(ends).toHaveLength(1)
  })
})
