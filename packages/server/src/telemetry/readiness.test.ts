import { expect, test } from 'vitest'
import { loopCheck } from './loop-check.ts'
import { createReadiness } from './readiness.ts'

const fine = { name: 'store', vital: true, look: async () => {} }
const failing = (vital: boolean) => ({
  name: 'bus',
  vital,
  look: async () => {
    throw new Error('away')
  },
})

test('OP1 ready tells what fails, and whether the rest still serves', async () => {
  expect(await createReadiness([fine], ['Redis'])()).toEqual({
    status: 'ready',
    checks: [{ name: 'store', ok: true, detail: null }],
    absent: ['Redis'],
  })
  expect(await createReadiness([fine, failing(false)], [])()).toMatchObject({
    status: 'degraded',
    checks: [{ ok: true }, { name: 'bus', ok: false, detail: 'away' }],
  })
  expect(await createReadiness([fine, failing(true)], [])()).toMatchObject({ status: 'unready' })
})

test('OP1 a server whose event loop is late is degraded, until it has caught up', async () => {
  let late = 201.4
  const ready = createReadiness([fine, loopCheck({ now: () => late }, 200)], [])
  expect(await ready()).toMatchObject({
    status: 'degraded',
    checks: [{ ok: true }, { ok: false, detail: expect.stringContaining('201 ms') }],
  })
  late = 200
  expect(await ready()).toMatchObject({ status: 'ready' })
})
