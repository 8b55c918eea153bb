import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../testing/memory-storage.ts'
import { openDeviceStorage } from './device-storage.ts'

describe('openDeviceStorage', () => {
  it('EM7 what belongs to another project is not seen', () => {
    const storage = memoryStorage()
    const [one, other] = [openDeviceStorage(storage, 'a:'), openDeviceStorage(storage, 'b:')]
    one.set('box:1', 'x')
    other.set('box:2', 'y')
    expect([one.get('box:1'), one.get('box:2'), one.names('box:')]).toEqual(['x', null, ['box:1']])
    one.set('box:1', null)
    expect([storage.length, one.names('')]).toEqual([1, []])
  })

  it('EM6 what the device does not take is held in memory', () => {
    const full = {
      ...memoryStorage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    for (const option of [full, false] as const) {
      const storage = openDeviceStorage(option, 'a:')
      storage.set('visitor', 'x')
      expect(storage.get('visitor')).toBe('x')
      storage.set('visitor', null)
      expect(storage.get('visitor')).toBeNull()
    }
  })

  it('EM6 a platform without storage is no failure', () => {
    const storage = openDeviceStorage(undefined, 'a:')
    storage.set('visitor', 'x')
    expect(storage.get('visitor')).toBe('x')
  })
})
