import type { Bus, BusMessage } from '../../ports/bus.ts'

/** The bus of a single process: publishing is a call of every listener, in the order in which they came. */
export const createMemoryBus = (onError: (error: unknown) => void = () => {}): Bus => {
  const listeners = new Set<(message: BusMessage) => void>()
  return {
    publish(message) {
      for (const listener of [...listeners]) {
        try {
          listener(message)
        } catch (error) {
          // Who publishes has committed already; one listener's failure is nobody else's.
          onError(error)
        }
      }
    },
    subscribe(listener) {
      // A function of its own for each subscription: the same listener may subscribe twice.
      const entry = (message: BusMessage): void => listener(message)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    async close() {
      listeners.clear()
    },
  }
}
