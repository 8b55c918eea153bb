import { closeCodes } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import { closeReason } from './close-reason.ts'

describe('closeReason', () => {
  it('RT10 names every close code, and what it does not know by its range', () => {
    for (const [name, code] of Object.entries(closeCodes)) expect(closeReason(code)).toBe(name)
    expect(closeReason(1006)).toBe('network')
    expect(closeReason(4299)).toBe('forbidden')
  })
})
