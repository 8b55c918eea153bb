import type { ReactiveControllerHost } from 'lit'
import { expect, it } from 'vitest'
import { OnWant } from './on-want.ts'

it('UX7 what could not be loaded is told to its host once, tried again as it is drawn, and there when it comes', async () => {
  let draws = 0
  const host = { isConnected: true, requestUpdate: () => void draws++ } as unknown as ReactiveControllerHost & Node
  const answers = [Promise.reject(new Error('first')), Promise.reject(new Error('second')), Promise.resolve('there')]
  for (const answer of answers) answer.catch(() => {})
  const wanted = new OnWant(host, () => answers.shift() ?? Promise.reject(new Error('asked too often')))
  const draw = async (): Promise<void> => {
    void wanted.value
    await new Promise(resolve => setTimeout(resolve))
  }
  expect(wanted.failed).toBe(false)
  await draw()
  expect([wanted.failed, draws]).toEqual([true, 1])
  await draw()
  expect([wanted.failed, draws]).toEqual([true, 1])
  await draw()
  expect([wanted.failed, draws, wanted.value]).toEqual([false, 2, 'there'])
})
