import type { ProjectSettings } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import { newProject } from '../domain/new-project.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { takeSendLimit } from './send-limit.ts'

const rig = (settings: Partial<ProjectSettings> = {}, rule = { count: 3, windowMs: 60_000 }) => {
  const memory = createMemoryRateLimiter({ clock: createFakeClock() })
  const asked: number[] = []
  const limiter: RateLimiter = {
    take: takes => {
      asked.push(takes.length)
      return memory.take(takes)
    },
  }
  const project = newProject({ name: 'Shop', settings }, 'p', 1)
  const passed = async (userId: string, address: string, times: number): Promise<number> => {
    let count = 0
    for (let n = 0; n < times; n++) {
      const taken = takeSendLimit({ limiter, rule }, 'sendMessage', {}, { userId, project, address, copy: null })
      count += await taken.then(
        () => 1,
        () => 0,
      )
    }
    return count
  }
  return { asked, passed }
}

it('SE5 address, user and project are asked about a message at once', async () => {
  const { asked, passed } = rig()
  expect(await passed('ada', '198.51.100.1', 1)).toBe(1)
  expect(asked).toEqual([3])
})

it('SE5 a project may name how many messages all of its users may send together', async () => {
  const { passed } = rig({ projectSendLimit: '4/1m' })
  expect([await passed('ada', '198.51.100.1', 3), await passed('ben', '198.51.100.2', 3)]).toEqual([3, 1])
})

it('SE5 a message that is refused takes nothing from what others may', async () => {
  const { passed } = rig({ projectSendLimit: '6/1m' })
  expect(await passed('ada', '198.51.100.1', 20)).toBe(3)
  // Neither of their address, nor of the project.
  expect(await passed('ada', '198.51.100.2', 20)).toBe(0)
  expect(await passed('ben', '198.51.100.2', 20)).toBe(3)
})
