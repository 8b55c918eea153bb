import type { DeviceStorage } from '../storage/device-storage.ts'

interface Claim {
  readonly storage: DeviceStorage
  readonly scope: string
  /** Of the call. */
  readonly name: string
  /** Aborted once nobody waits for the call's result. */
  readonly signal: AbortSignal
  /** Aborted when the chat is closed: what runs then is cut off, as by a page that dies. */
  readonly closing: AbortSignal
}

/**
 * Does something about a call in one page of this browser only: the others see its lock, and a page that comes later
 * sees the mark of one that died over it, `cut`. The lock is held until nobody waits for the result any more, so that a
 * page that is slow to hear of it does not begin anew.
 */
export const claimCall = async (
  { storage, scope, name, signal, closing }: Claim,
  act: (cut: boolean) => Promise<void>,
): Promise<void> => {
  const mark = `tool:${name}`
  const locks = (globalThis.navigator as Navigator | undefined)?.locks
  const begin = async (): Promise<void> => {
    const marked = storage.get(mark) !== null
    // Without locks nobody knows whether the page that left the mark still runs it: the server gives it up in time.
    if (marked && !locks) return
    storage.set(mark, '1')
    try {
      await Promise.race([act(marked), ended(signal)])
    } finally {
      if (!closing.aborted) storage.set(mark, null)
    }
  }
  if (!locks) return begin()
  const held = async (lock: Lock | null): Promise<void> => {
    if (!lock) return
    await begin()
    await ended(signal)
  }
  await locks.request(`${scope}${mark}`, { ifAvailable: true }, held).catch(() => {})
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
