import { describe, expect, test } from 'vitest'
import { type ErrorCodeRow, errorCodes } from '../codes/error-codes.ts'
import { endpoints } from '../describe/endpoints.ts'
import type { CommandDefinition } from './define-command.ts'
import { commands } from './index.ts'

const all = Object.entries<CommandDefinition>(commands)

describe('the table of commands', () => {
  test('CV9 every command has its own name, and the permission that it needs', () => {
    expect(all.filter(([name, command]) => command.name !== name)).toEqual([])
    expect(all.filter(([, { action }]) => action === null).map(([name]) => name)).toEqual([
      'createThread',
      'acceptInvite',
      'claimVisitor',
    ])
  })

  test('SE10 every code that an endpoint may answer with is one that a server sends', () => {
    const sent: Record<string, ErrorCodeRow> = errorCodes
    expect(endpoints.flatMap(({ errors }) => errors).filter(code => sent[code]?.client)).toEqual([])
  })

  test('OP8 no two endpoints share a method and a path', () => {
    const places = endpoints.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(places).size).toBe(places.length)
  })

  test('CV5 whoever may refuse for a stale version takes one', () => {
    const refusing = all.filter(([, { errors }]) => errors.includes('conflict'))
    expect(refusing.filter(([, { args }]) => !('version' in args.shape)).map(([name]) => name)).toEqual([])
  })

  test('CV1 a change that changes nothing is none', () => {
    const thread = '0190d5a8-7b9c-7def-8abc-0123456789ab'
    expect(commands.updateThread.args.safeParse({ thread, version: 1 }).success).toBe(false)
    expect(commands.updateThread.args.safeParse({ thread, pinned: false }).success).toBe(true)
  })
})
