import { describe, expect, it } from 'vitest'
import { commands } from './index.ts'

const thread = '0190d5a8-7b9c-7def-8abc-0123456789ab'
const takes = (name: 'inviteParticipant' | 'createInvite' | 'acceptInvite', args: object): boolean =>
  commands[name].args.safeParse(args).success

describe('commands about people', () => {
  it('CV10 nobody is invited as an owner, nor by an empty name', () => {
    expect(takes('inviteParticipant', { thread, user: 'bob', role: 'viewer' })).toBe(true)
    expect(takes('inviteParticipant', { thread, user: 'bob', role: 'owner' })).toBe(false)
    expect(takes('inviteParticipant', { thread, user: '', role: 'viewer' })).toBe(false)
    expect(takes('inviteParticipant', { thread, user: 'b\u0000b', role: 'viewer' })).toBe(false)
    expect(takes('inviteParticipant', { thread, user: 'b\ud800', role: 'viewer' })).toBe(false)
  })

  it('CV10 an invitation lasts from a minute to thirty days, for as many as a thread holds', () => {
    const made = (more: object) => takes('createInvite', { thread, role: 'viewer', ...more })
    expect([{}, { expiresIn: 60 }, { expiresIn: 2_592_000 }, { maxUses: 1 }].map(made)).toEqual(Array(4).fill(true))
    const wrong = [{ expiresIn: 59 }, { expiresIn: 2_592_001 }, { expiresIn: 60.5 }, { maxUses: 0 }, { maxUses: 101 }]
    expect(wrong.map(made)).toEqual(Array(5).fill(false))
  })

  it('CV10 what cannot be a token is refused before anybody looks at it', () => {
    expect(['', 'x'.repeat(2_001), 5, null].map(token => takes('acceptInvite', { token }))).toEqual(
      Array(4).fill(false),
    )
  })
})
