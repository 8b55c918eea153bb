import { expect, it } from 'vitest'
import { incarnationOf } from './incarnation-of.ts'

const line = (about: object): string =>
  `${JSON.stringify({ level: 'info', time: '2026-01-01T00:00:00.000Z', ...about })}\n`
const held = (owner: string): string => line({ owner, msg: 'this node holds its lease' })

it('RT5 a node is known by the last name that it told, and not by another’s', () => {
  const other = line({ owner: 'c', msg: 'a node with another SECRET_KEY shares this Redis' })
  expect(incarnationOf(`chat-view is ready\n${held('a')}${held('b')}${other}`)).toBe('b')
  expect(() => incarnationOf(other)).toThrow('has not told its name')
})
