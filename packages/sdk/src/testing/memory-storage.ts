import type { ChatStorage } from '../options.ts'

/** A storage for tests: give the same one to two chats, and the second finds what the first has left. */
export const memoryStorage = (): ChatStorage => {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: index => [...items.keys()][index] ?? null,
    getItem: name => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: name => void items.delete(name),
  }
}
