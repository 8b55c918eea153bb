import { describe, expect, test } from 'vitest'
import { type Action, type Actor, can, permissions, refusal } from './permissions.ts'

const actions = Object.keys(permissions) as Action[]
const person = (role: 'owner' | 'collaborator' | 'viewer' | null): Actor => ({ kind: 'user', id: 'me', role })
const operator: Actor = { kind: 'operator', id: 'op' }
const allowed = (actor: Actor, resource = {}): Action[] => actions.filter(action => can(actor, action, resource))

describe('the permission matrix', () => {
  test('CV9 a thread that one has no part in does not exist for one', () => {
    expect(new Set(actions.map(action => refusal(person(null), action, { authorId: 'me' })))).toEqual(
      new Set(['not_found']),
    )
  })

  test('CV9 a viewer looks on, and keeps a list of their own', () => {
    expect(allowed(person('viewer'), { authorId: 'me' })).toEqual([
      'thread.read',
      'thread.export',
      'thread.pin',
      'thread.markRead',
      'participant.list',
      'participant.leave',
      'message.feedback',
      'message.history',
      'summary.read',
    ])
  })

  test('CV9 only its author edits a message; author, owner and operator delete one', () => {
    const mine = { authorId: 'me', messageRole: 'user' as const }
    const theirs = { authorId: 'other', messageRole: 'user' as const }
    expect(can(person('collaborator'), 'message.edit', mine)).toBe(true)
    expect(can(person('owner'), 'message.edit', theirs)).toBe(false)
    expect(can(operator, 'message.edit', theirs)).toBe(false)
    expect(can(person('collaborator'), 'message.delete', mine)).toBe(true)
    expect(can(person('collaborator'), 'message.delete', theirs)).toBe(false)
    expect(can(person('owner'), 'message.delete', theirs)).toBe(true)
    expect(can(operator, 'message.delete', theirs)).toBe(true)
  })

  test('CV9 nobody edits an answer, and only answers are asked for again', () => {
    const answer = { authorId: 'me', messageRole: 'assistant' as const }
    const actors: Actor[] = [person('owner'), person('collaborator'), operator, { kind: 'assistant' }]
    expect(actors.filter(actor => can(actor, 'message.edit', answer))).toEqual([])
    expect(can(person('owner'), 'answer.regenerate', answer)).toBe(true)
    expect(refusal(person('owner'), 'answer.regenerate', { messageRole: 'user' })).toBe('forbidden')
  })

  test('CV9 an archived thread is read-only, and can be brought back', () => {
    const refused = actions.filter(action => refusal(person('owner'), action, { archived: true }) === 'thread_archived')
    expect(refused).toEqual(actions.filter(action => permissions[action].writes && can(person('owner'), action)))
    expect(can(person('owner'), 'thread.archive', { archived: true })).toBe(true)
    expect(can(person('owner'), 'message.send', { archived: true })).toBe(false)
  })

  test('CV9 the assistant writes answers and does nothing else', () => {
    expect(allowed({ kind: 'assistant' })).toEqual(['answer.write'])
  })
})
