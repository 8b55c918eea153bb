import type { Commanded } from '../ports/commit.ts'

/** By which copies of a command know one another, on all nodes; null: it has no copies. */
export const copyName = ({ command }: Commanded): string | null =>
  command ? `${command.userId} ${command.id} ${command.fingerprint}` : null

/** One of the copies of a command that are under way; whoever enters leaves. */
interface Copy {
  /** Does what counts a command, once for all copies; what refuses it refuses all that waited for it. */
  count(take: () => Promise<void>): Promise<void>
  leave(): void
}

interface Copies {
  present: number
  counted: Promise<void> | null
}

const onlyOne: Copy = { count: take => take(), leave: () => {} }

/**
 * Has copies of one command that come at once counted as one (RT11), on this node. Each enters before it asks whether the
 * command was done: so none finds it undone and is counted after another that did it.
 */
export const createCountedOnce = () => {
  const underWay = new Map<string, Copies>()
  return {
    enter(verb: Commanded): Copy {
      const key = copyName(verb)
      if (key === null) return onlyOne
      const copies = underWay.get(key) ?? { present: 0, counted: null }
      underWay.set(key, copies)
      copies.present++
      return {
        async count(take) {
          copies.counted ??= take().catch(error => {
            copies.counted = null
            throw error
          })
          await copies.counted
        },
        leave() {
          copies.present--
          if (copies.present === 0) underWay.delete(key)
        },
      }
    },
  }
}
