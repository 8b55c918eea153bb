import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { judgeOnce } from './judge-once.ts'

/** What mocha is asked for as tries, by a test that fails with that message. */
const retriesAfter = async (message: string): Promise<readonly number[]> => {
  const asked: number[] = []
  const test = {
    fn: (): void => {
      throw new Error(message)
    },
    retries: (tries: number): void => void asked.push(tries),
  }
  const body = judgeOnce().transform({ path: '/a.test.ts', body: '' })?.body ?? ''
  runInNewContext(body, { beforeEach: (hook: () => void) => hook.call({ currentTest: test }) })
  await expect(Promise.resolve(test.fn())).rejects.toThrow(message)
  return asked
}

it('DX6 what was found by chance is not tried again in the browser', async () => {
  expect(await retriesAfter('Property failed after 3 tests\n{ seed: 1 }')).toEqual([0])
  expect(await retriesAfter('expected 1 to be 2')).toEqual([])
})

it('DX6 watches over tests alone', () => {
  expect(judgeOnce().transform({ path: '/a.ts', body: 'a()' })).toBeUndefined()
})
