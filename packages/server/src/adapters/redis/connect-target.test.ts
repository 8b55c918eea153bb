import { expect, it } from 'vitest'
import { redisTarget } from './connect-target.ts'

const refusalOf = (url: string): unknown => {
  try {
    return redisTarget(url)
  } catch (error) {
    return error
  }
}

it('OP1 an address of Redis says where, as whom and by which way', () => {
  expect(redisTarget('redis://redis1')).toEqual({ host: 'redis1', port: 6379, tls: false })
  expect(redisTarget('rediss://cv:50%25off%20%C3%A9@[::1]:7000/2')).toEqual({
    host: '::1',
    port: 7000,
    tls: true,
    username: 'cv',
    password: '50%off é',
    database: 2,
  })
})

it('OP1 a user or a password with a % that begins no letter is refused with the remedy, and not shown', () => {
  for (const url of ['redis://:50%hush@redis1', 'redis://50%hush:x@redis1', 'redis://:hush%E0%A4@redis1']) {
    const error = refusalOf(url)
    expect(error).toMatchObject({
      code: 'store_unavailable',
      retryAfter: undefined,
      detail: expect.stringContaining('special letters of a password as %XX'),
    })
    expect(JSON.stringify([error, String(error), String((error as Error).cause)])).not.toContain('hush')
  }
})
