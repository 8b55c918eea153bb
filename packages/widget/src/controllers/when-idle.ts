/** Where a browser cannot tell when it is idle. */
const patience = 2000

/** Resolves when the page has nothing else to do; rejects when given up. */
export function whenIdle(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const ask = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined
    const handle = ask ? ask(() => resolve()) : setTimeout(resolve, patience)
    const giveUp = (): void => {
      if (ask) cancelIdleCallback(handle as number)
      else clearTimeout(handle)
      reject(signal.reason)
    }
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}
