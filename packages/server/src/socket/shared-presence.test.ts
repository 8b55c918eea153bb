import { expect, it, vi } from 'vitest'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import type { PresenceBoard, PresentPerson } from '../ports/presence-board.ts'
import { Presence } from './presence.ts'
import { SharedPresence } from './shared-presence.ts'

/** One board for all nodes, as Redis is. */
const createBoard = () => {
  const nodes = new Map<string, readonly PresentPerson[]>()
  let shown = 0
  let kept = 0
  const of = (node: string): PresenceBoard => ({
    async show(_, people, keptMs) {
      shown++
      kept = keptMs
      nodes.set(node, people)
      return [...nodes].flatMap(([name, there]) => (name === node ? [] : there))
    },
  })
  return { of, shown: () => shown, kept: () => kept }
}

const principal = (userId: string) =>
  ({ userId, projectId: 'p', sessionId: 's', kind: 'known', name: null, projectRole: null, expiresAt: 0 }) as const

const createNodes = (heartbeatMs = 20_000) => {
  const bus = createMemoryBus()
  const board = createBoard()
  const node = (name: string) => {
    const presence = new Presence('t')
    const changed = vi.fn()
    const shared = new SharedPresence(presence, { thread: 't', board: board.of(name), bus, heartbeatMs, changed })
    bus.subscribe(message => {
      if (message.kind === 'presence') shared.look(0)
    })
    return {
      presence,
      shared,
      changed,
      there: () => (presence.frame().frame as { users: PresentPerson[] }).users.map(({ id }) => id),
    }
  }
  return { board, one: node('1'), two: node('2') }
}

it('CV7 who comes and goes on one node is seen on the other, each person once', async () => {
  const { one, two } = createNodes()
  one.presence.enter(principal('ada'))
  one.shared.tell(0)
  await vi.waitFor(() => expect(two.there()).toEqual(['ada']))
  two.presence.enter(principal('ada'))
  two.presence.enter(principal('ben'))
  two.shared.tell(0)
  await vi.waitFor(() => expect(one.there()).toEqual(['ada', 'ben']))
  expect(two.there()).toEqual(['ada', 'ben'])
  one.presence.leave(principal('ada'))
  one.shared.tell(0)
  two.presence.leave(principal('ada'))
  two.shared.tell(0)
  await vi.waitFor(() => expect([one.there(), two.there()]).toEqual([['ben'], ['ben']]))
})

it('CV7 what is no news is not told, and its own word makes no node look again', async () => {
  const { one, two, board } = createNodes()
  one.presence.enter(principal('ada'))
  one.shared.tell(0)
  await vi.waitFor(() => expect(two.changed).toHaveBeenCalledTimes(1))
  expect(board.shown()).toBe(2)
  expect(one.changed).not.toHaveBeenCalled()
})

it('CV7 who comes while a look is under way is told once that is written, and not before', async () => {
  const bus = createMemoryBus()
  const said: string[] = []
  bus.subscribe(() => said.push(`told ${[...written].join()}`))
  const answers: (() => void)[] = []
  const written: string[] = []
  const presence = new Presence('t')
  const board: PresenceBoard = {
    async show(_, people) {
      await new Promise<void>(resolve => answers.push(resolve))
      written.splice(0, written.length, ...people.map(({ id }) => id))
      return []
    },
  }
  const shared = new SharedPresence(presence, { thread: 't', board, bus, heartbeatMs: 20_000, changed: () => {} })
  shared.look(0)
  presence.enter(principal('ada'))
  shared.tell(0)
  expect(said).toEqual([])
  answers.shift()?.()
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  expect(said).toEqual([])
  answers.shift()?.()
  await vi.waitFor(() => expect(said).toEqual(['told ada']))
})

it('RT8 as long as somebody is there a node says so with each heartbeat, and then no more', () => {
  const { one, board } = createNodes(20_000)
  one.presence.enter(principal('ada'))
  one.shared.tell(0)
  expect(one.shared.nextAt).toBe(20_000)
  const before = board.shown()
  one.shared.visit(19_999)
  expect(board.shown()).toBe(before)
  one.shared.visit(20_000)
  expect(one.shared.nextAt).toBe(40_000)
  one.presence.leave(principal('ada'))
  one.shared.tell(40_000)
  expect(one.shared.nextAt).toBeNull()
})

it('RT8 what a node says stands for three heartbeats, and is not said more often than once a second', () => {
  for (const [heartbeat, again] of [
    [20_000, 20_000],
    [2_000, 2_000],
    [10, 1_000],
  ] as const) {
    const { one, board } = createNodes(heartbeat)
    one.presence.enter(principal('ada'))
    one.shared.tell(0)
    expect([one.shared.nextAt, board.kept()]).toEqual([again, 3 * again])
  }
})
