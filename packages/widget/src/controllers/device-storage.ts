/** What we need of a storage; `localStorage` has it. */
export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The storage of this device; null where it is blocked (EM6). */
export const deviceStorage = (): DeviceStorage | null => {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null // reading the property alone throws where storage is blocked
  }
}
