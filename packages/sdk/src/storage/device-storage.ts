import type { ChatStorage } from '../options.ts'
import { platform } from '../platform.ts'

/** Names of what is kept beside the outbox: who was here last, and the proof by which a visitor comes back. */
export const userName = 'user'
export const visitorName = 'visitor'

/** What is kept on this device for one server and project. It never throws (EM6). */
export interface DeviceStorage {
  get(name: string): string | null
  /** `null` removes it. */
  set(name: string, value: string | null): void
  /** Names that begin so. */
  names(start: string): string[]
}

const attempt = <T>(call: () => T, otherwise: T): T => {
  try {
    return call()
  } catch {
    return otherwise
  }
}

/**
 * Opens the device's storage under a prefix that keeps projects and servers apart (EM7). What it does not take, because
 * it is blocked, full or not wanted, is held in memory for as long as the page lives.
 */
export const openDeviceStorage = (option: ChatStorage | false | undefined, prefix: string): DeviceStorage => {
  // Reading the property alone throws where storage is blocked.
  const storage = option === false ? undefined : (option ?? attempt(() => platform().localStorage, undefined))
  const memory = new Map<string, string>()

  const write = (key: string, value: string | null): boolean => {
    if (value === null) storage?.removeItem(key)
    else storage?.setItem(key, value)
    return storage !== undefined
  }

  return {
    get: name => memory.get(name) ?? attempt(() => storage?.getItem(prefix + name), null) ?? null,
    set: (name, value) => {
      if (attempt(() => write(prefix + name, value), false) || value === null) memory.delete(name)
      else memory.set(name, value)
    },
    names: start =>
      attempt(() => {
        const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
        return keys.filter(key => key.startsWith(prefix + start)).map(key => key.slice(prefix.length))
      }, []),
  }
}
