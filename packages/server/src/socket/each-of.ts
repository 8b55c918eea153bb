/** What is asked of the store at once. */
const atOnce = 20

/** Looks at all of them, so many at once. */
export const eachOf = async <T>(all: Iterable<T>, look: (one: T) => Promise<void>): Promise<void> => {
  const left = [...all]
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await look(next)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, worker))
}
