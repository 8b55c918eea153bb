import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readLimit, readScopedLimit } from './limit-text.ts'

it('AI7.3 limits are read as operators write them', () => {
  expect(readLimit('user', 'messages:50/day')).toEqual({ scope: 'user', unit: 'messages', period: 'day', limit: 50 })
  expect(readLimit('project', ' money:5.25/month ')).toEqual({
    scope: 'project',
    unit: 'money',
    period: 'month',
    limit: 5_250_000,
  })
  expect(readScopedLimit('visitor:tokens:0/minute')).toEqual({
    scope: 'visitor',
    unit: 'tokens',
    period: 'minute',
    limit: 0,
  })
})

it('AI7.3 what is no limit is none', () => {
  for (const text of ['', 'messages:50', 'messages:-1/day', 'messages:1.5/day', 'tokens:5/year', 'money:1.0000001/day'])
    expect(readLimit('user', text)).toBeNull()
  for (const text of ['messages:50/day', 'everybody:messages:50/day', 'user', 'user:user:messages:1/day'])
    expect(readScopedLimit(text)).toBeNull()
  expect(readLimit('user', 'money:999999999999999/day')).toBeNull()
})

it('AI7.3 money is counted in millionths, to the last of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), limit => {
      const text = `${Math.floor(limit / 1_000_000)}.${String(limit % 1_000_000).padStart(6, '0')}`
      expect(readLimit('user', `money:${text}/day`)?.limit).toBe(limit)
    }),
  )
})
