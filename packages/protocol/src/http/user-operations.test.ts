import { describe, expect, it } from 'vitest'
import { userOperations } from './user-operations.ts'

const { search, exportMe } = userOperations

describe('what users read', () => {
  it.each([
    { q: 'ships' },
    { q: 'ships', limit: '100' },
    { q: 'ships', limit: 1 },
    { q: 'x'.repeat(200), thread: '0190d5a8-7b9c-7def-8abc-0123456789ab' },
  ])('ST6 a search can be asked so: %j', query => {
    expect(search.query.safeParse(query).success).toBe(true)
  })

  it.each([
    {},
    { q: '' },
    { q: 'x'.repeat(201) },
    { q: 'ships\u0000' },
    { q: 'ships', limit: '0' },
    { q: 'ships', limit: '101' },
    { q: 'ships', limit: '1e2' },
    { q: 'ships', thread: 'mine' },
    { q: ['ships', 'boats'] },
  ])('ST6 a search that asks too much, or for nothing, is refused: %j', query => {
    expect(search.query.safeParse(query).success).toBe(false)
  })

  it('CV12 an export is JSON or Markdown', () => {
    const formats = ['json', 'markdown', 'html'].map(format => exportMe.query.safeParse({ format }).success)
    expect(formats).toEqual([true, true, false])
  })
})
