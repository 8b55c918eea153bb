import { triedAgain } from './tried-again.ts'

/**
 * A plugin for the browser, where mocha counts tries and asks for no reason: each test file begins each test with a hook
 * that lets what was found by chance fail at once, as `triedAgain` does elsewhere.
 */
export const judgeOnce = () => ({
  name: 'judge-once',
  transform: ({ path, body }: { path: string; body: unknown }) =>
    path.endsWith('.test.ts') && typeof body === 'string' ? { body: `${body}\n${hook}` } : undefined,
})

// One that takes a callback is left as it is: mocha wants it to answer no promise.
const hook = `beforeEach(function () {
  const { currentTest: test } = this
  const { fn } = test
  if (fn.length === 0) test.fn = async function () {
    try {
      await fn.call(this)
    } catch (error) {
      if (!${triedAgain.condition}.test(error?.message ?? '')) test.retries(0)
      throw error
    }
  }
})`
