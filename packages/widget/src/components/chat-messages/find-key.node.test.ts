import { expect, it } from 'vitest'
import { OnWant } from '../../controllers/on-want.ts'
import { findKey } from './find-key.ts'

it('UX4 a search that cannot be loaded is told of, leaves the next press to the browser, and is there once it can', async () => {
  let online = false
  let shown = 0
  const host = { isConnected: false } as never
  const bar = new OnWant(host, async () => {
    if (!online) throw new Error('no network')
    return { show: () => ++shown > 0 }
  })
  let told = 0
  const press = findKey(bar, () => told++)
  expect(press()).toBe(true)
  await expect(bar.load()).rejects.toThrow('no network')
  expect(told).toBe(1)
  expect(press()).toBe(false)
  await expect(bar.load()).rejects.toThrow('no network')
  expect(told).toBe(1)
  online = true
  expect(press()).toBe(false)
  await bar.load()
  expect(shown).toBe(0)
  expect(press()).toBe(true)
  expect(shown).toBe(1)
})

it('UX4 a search that is on its way is shown when it comes', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let shown = 0
  const bar = new OnWant({ isConnected: false } as never, async () => {
    await promise
    return { show: () => ++shown > 0 }
  })
  expect(findKey(bar, () => expect.unreachable())()).toBe(true)
  resolve()
  await bar.load()
  expect(shown).toBe(1)
})
