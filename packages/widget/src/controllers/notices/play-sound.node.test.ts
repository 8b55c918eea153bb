import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { playSound } from './play-sound.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('CV1.2 a browser that lets nothing be heard keeps no audio context', async () => {
  let open = 0
  class Held {
    constructor() {
      open++
    }
    resume(): Promise<void> {
      return new Promise(() => {})
    }
    async close(): Promise<void> {
      open--
    }
  }
  vi.stubGlobal('AudioContext', Held)
  const played = playSound()
  expect(open).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  await played
  expect(open).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

it('CV1.2 one that cannot play keeps no audio context, and no timer', async () => {
  let open = 0
  class Broken {
    constructor() {
      open++
    }
    async resume(): Promise<void> {
      throw new DOMException('no device', 'InvalidStateError')
    }
    async close(): Promise<void> {
      open--
    }
  }
  vi.stubGlobal('AudioContext', Broken)
  await expect(playSound()).rejects.toThrow('no device')
  expect(open).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})
