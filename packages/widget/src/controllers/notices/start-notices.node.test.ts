import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startNotices } from './start-notices.ts'

const given = vi.hoisted(() => ({ online: false, started: 0 }))

vi.mock('./notice-settings.ts', () => ({ wantsNotice: () => true }))

const mockNotices = (): void => {
  vi.resetModules()
  vi.doMock('./notices.ts', () => {
    if (!given.online) throw new Error('no network')
    return {
      Notices: class {
        constructor() {
          given.started++
        }
      },
    }
  })
}

beforeEach(() => {
  given.online = false
  given.started = 0
  mockNotices()
})
afterEach(() => vi.doUnmock('./notices.ts'))

/** Tells how often the element was asked for its messages, which is what a start that failed waits for. */
const begin = () => {
  const element = new EventTarget()
  const listen = vi.spyOn(element, 'addEventListener')
  const stop = startNotices({ element: element as HTMLElement, shown: () => true })
  const failed = (times: number) => expect.poll(() => listen.mock.calls.length).toBe(times)
  return { stop, failed, message: () => element.dispatchEvent(new Event('chat-message')) }
}

it('CV1.2 notices that could not be loaded are begun with the next message, once', async () => {
  const { stop, failed, message } = begin()
  await failed(1)
  message()
  await failed(2)
  given.online = true
  mockNotices()
  message()
  await expect.poll(() => given.started).toBe(1)
  message()
  await import('./notices.ts')
  expect(given.started).toBe(1)
  stop()
})

it('CV1.2 a chat that has ended does not try again', async () => {
  const { stop, failed, message } = begin()
  await failed(1)
  stop()
  given.online = true
  mockNotices()
  message()
  await import('./notices.ts')
  expect(given.started).toBe(0)
})
