import { expect, it } from 'vitest'
import { ChatError } from './errors/chat-error.ts'
import { onDemand } from './on-demand.ts'

it('DX1 code that could not be loaded is asked for again, code that was is kept', async () => {
  let loads = 0
  const load = async () => {
    if (++loads === 1) throw new Error('no network')
    return { double: async (value: number) => value * 2 }
  }
  const numbers = onDemand(load, { double: true })
  expect(loads).toBe(0)
  await expect(numbers.double(1)).rejects.toMatchObject({
    name: 'ChatError',
    code: 'network',
    cause: Error('no network'),
  })
  expect(await Promise.all([numbers.double(2), numbers.double(3)])).toEqual([4, 6])
  expect(loads).toBe(2)
})

it('DX1 why loading failed is told by its own code where it has one', async () => {
  const load = async (): Promise<{ double(): Promise<number> }> => {
    throw new ChatError('aborted')
  }
  await expect(onDemand(load, { double: true }).double()).toFailWithCode('aborted')
})
