import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AnswerWatch } from './answer-watch.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const rig = () => {
  const late = vi.fn<() => void>()
  const watch = new AnswerWatch(1_000, late)
  const ask = () => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const answer = watch.over(promise)
    return { answer, resolve: () => resolve('OK'), reject }
  }
  return { late, watch, ask }
}

it('RT14 an answer that is overdue is told of, however many came before it', async () => {
  const { late, ask } = rig()
  for (let at = 0; at < 3_000; at++) {
    const { answer, resolve } = ask()
    resolve()
    expect(await answer).toBe('OK')
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(late).not.toHaveBeenCalled()
  ask()
  await vi.advanceTimersByTimeAsync(900)
  expect(late).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(101)
  expect(late).toHaveBeenCalledTimes(1)
})

it('RT14 the oldest question counts, and each has its own time', async () => {
  const { late, ask } = rig()
  const first = ask()
  await vi.advanceTimersByTimeAsync(600)
  ask()
  first.resolve()
  await vi.advanceTimersByTimeAsync(900)
  expect(late).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(101)
  expect(late).toHaveBeenCalledTimes(1)
})

it('RT14 what is answered or refused out of its turn does not hide a question that nobody answers', async () => {
  const { late, ask } = rig()
  ask()
  for (let at = 0; at < 19; at++) {
    const { answer, resolve, reject } = ask()
    if (at % 2 === 0) resolve()
    else reject(new Error('The queue is full'))
    await answer.catch(() => {})
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(late).not.toHaveBeenCalled()
  ask().resolve()
  await vi.advanceTimersByTimeAsync(51)
  expect(late).toHaveBeenCalledTimes(1)
})

it('RT14 an answer that has come while this process was busy counts', async () => {
  const { late, ask } = rig()
  const { resolve } = ask()
  // It is read in the turn in which the time is over.
  setTimeout(resolve, 1_000)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(late).not.toHaveBeenCalled()
})

it('RT14 nothing is told after it was stopped, and no timer is left', async () => {
  const { late, watch, ask } = rig()
  ask()
  watch.stop()
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(late).not.toHaveBeenCalled()
})
