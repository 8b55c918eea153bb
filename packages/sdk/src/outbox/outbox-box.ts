import { platform } from '../platform.ts'
import type { DeviceStorage } from '../storage/device-storage.ts'
import type { OutboxItem } from './outbox-item.ts'

const isItem = (value: unknown): value is OutboxItem =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'key', 'name', 'lane'].every(name => typeof Reflect.get(value, name) === 'string') &&
  typeof Reflect.get(value, 'createdAt') === 'number' &&
  typeof Reflect.get(value, 'args') === 'object'

const parse = (text: string | null): OutboxItem[] => {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isItem) : []
  } catch {
    return []
  }
}

/**
 * Where one page keeps its outbox. Each page has a box of its own and holds a lock on it while it lives, so that no
 * other page sends what is in it; what a dead page left is taken over by the next (RT11).
 */
export class OutboxBox {
  /** Whose commands are kept in it. */
  readonly user: string
  readonly #storage: DeviceStorage
  readonly #prefix: string
  readonly #name: string
  readonly #released = new AbortController()

  /** `owner` names page and chat; `user` keeps users apart (SE1). */
  constructor(storage: DeviceStorage, scope: string, user: string, owner: string) {
    this.user = user
    this.#storage = storage
    this.#prefix = scope
    this.#name = `outbox:${user}:${owner}`
    this.#lock(
      this.#name,
      {},
      () =>
        new Promise<void>(resolve => {
          const { signal } = this.#released
          // A chat can be closed before its lock is granted.
          if (signal.aborted) resolve()
          else signal.addEventListener('abort', () => resolve())
        }),
    )
  }

  write(items: readonly OutboxItem[]): void {
    this.#storage.set(this.#name, items.length > 0 ? JSON.stringify(items) : null)
  }

  /**
   * Gives away what dead pages of these users left, and drops what those of others did. Where `take` says that it wants
   * nothing any more, all stays where it is. What pages of these users that live, or are about to go, leave later comes
   * then; it is not waited for.
   */
  async adopt(users: readonly string[], take: (items: readonly OutboxItem[]) => boolean): Promise<void> {
    const boxes = this.#storage.names('outbox:').filter(name => name !== this.#name)
    for (const name of boxes) {
      const isTheirs = users.some(user => name.startsWith(`outbox:${user}:`))
      let isFree = false
      const give = () => {
        isFree = true
        if (take(isTheirs ? parse(this.#storage.get(name)) : [])) this.#storage.set(name, null)
      }
      await this.#lock(name, { ifAvailable: true }, give)
      if (isTheirs && !isFree) void this.#lock(name, { signal: this.#released.signal }, give)
    }
  }

  release(): void {
    this.#released.abort()
  }

  /** Without locks (old browsers, Node) it just goes on: command ids make a double sending harmless. */
  async #lock(name: string, options: LockOptions, call: () => void | Promise<void>): Promise<void> {
    const locks = platform().navigator?.locks
    if (!locks) return call()
    await locks.request(this.#prefix + name, options, lock => (lock ? call() : undefined)).catch(() => {})
  }
}
