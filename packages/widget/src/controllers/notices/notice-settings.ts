import { deviceStorage } from '../device-storage.ts'

/** How one wants to be told of an answer that is complete while one looks elsewhere; kept on this device. */
export type NoticeName = 'sound' | 'title'

const key = (name: NoticeName): string => `chat-view:notice:${name}`

/** Off unless somebody switched it on; off where nothing can be stored. */
export function wantsNotice(name: NoticeName): boolean {
  try {
    return deviceStorage()?.getItem(key(name)) === 'on'
  } catch {
    return false
  }
}

/** False where it cannot be kept: then it stays off. */
export function setNotice(name: NoticeName, on: boolean): boolean {
  try {
    const storage = deviceStorage()
    if (on) storage?.setItem(key(name), 'on')
    else storage?.removeItem(key(name))
    return storage !== null
  } catch {
    return false // full, or blocked
  }
}
