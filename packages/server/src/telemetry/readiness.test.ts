import { expect, test } from 'vitest'
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
