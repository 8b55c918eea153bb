import type { Bus, BusMessage } from '../ports/bus.ts'

/** One node's end of a bus, and how to disturb it. */
export interface BusEnd extends Bus {
  /** Asked for each word from another node: milliseconds until it comes, one for each time, none when it is lost. */
  word: (message: BusMessage) => readonly number[]
  /** Says to this node that words may have been lost: its way was broken. */
  renew(): void
}

/** A bus between nodes of one process: its own words reach a node at once, those of others when the test says. */
export const createSharedBus = (): (() => BusEnd) => {
  const ends = new Set<{ hear: (message: BusMessage) => void; end: BusEnd }>()
  return () => {
    const listeners = new Set<(message: BusMessage) => void>()
    const hear = (message: BusMessage): void => {
      for (const listener of [...listeners]) listener(message)
    }
    const watchers = new Set<() => void>()
    const end: BusEnd = {
      word: () => [0],
      renew() {
        for (const renewed of watchers) renewed()
      },
      watch(renewed) {
        watchers.add(renewed)
        return () => watchers.delete(renewed)
      },
      publish(message) {
        for (const other of ends) {
          if (other.end === end) hear(message)
          else for (const ms of other.end.word(message)) setTimeout(() => other.hear(message), ms)
        }
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      async close() {
        ends.delete(entry)
      },
    }
    const entry = { hear, end }
    ends.add(entry)
    return end
  }
}
