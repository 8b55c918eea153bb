import { afterEach, expect, it, vi } from 'vitest'
import { isDrawingTime, noteKey, noteSent } from './typing-pace.ts'

afterEach(() => void vi.restoreAllMocks())

const keyAt = (time: number): void => {
  vi.spyOn(performance, 'now').mockReturnValue(time)
  noteKey()
}

it('UX3 a growing text is drawn in each frame while nobody writes', () => {
  for (const took of [0, 5, 500]) expect(isDrawingTime(16, 0, took)).toBe(true)
})

it('UX3 it gives way to who writes by what it costs to draw, and at most a second', () => {
  keyAt(10_000)
  const waits = (took: number): number => {
    let wait = 0
    while (!isDrawingTime(10_001, 10_001 - wait, took)) wait += 1
    return wait - 1
  }
  expect([0.1, 1, 3, 30].map(waits)).toEqual([10, 100, 300, 1_000])
  expect(isDrawingTime(10_300, 10_200, 3)).toBe(true)
})

it('UX3 once it is sent, an answer is drawn in each frame again', () => {
  keyAt(20_000)
  expect(isDrawingTime(20_010, 20_000, 3)).toBe(false)
  noteSent()
  expect(isDrawingTime(20_010, 20_000, 3)).toBe(true)
})
