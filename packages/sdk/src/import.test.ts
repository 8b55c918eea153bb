import { describe, expect, it, vi } from 'vitest'

const touched: string[] = []
const names = ['window', 'document', 'localStorage', 'navigator', 'WebSocket', 'fetch', 'indexedDB']

describe('importing', () => {
  it('EM8 touches no global of a page, nor does making a chat without a storage', async () => {
    vi.resetModules()
    const kept = names.map(name => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const)
    for (const name of names)
      Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) })
    try {
      const { createChat } = await import('./index.ts')
      createChat({ server: 'http://s', project: 'pk_x', storage: false })
      expect(touched).toEqual([])
    } finally {
      for (const [name, descriptor] of kept)
        if (descriptor) Object.defineProperty(globalThis, name, descriptor)
        else Reflect.deleteProperty(globalThis, name)
    }
  })
})
