import { afterEach, expect, it, vi } from 'vitest'
import type { ThreadChannel } from '../threads/thread-channel.ts'
import type { ThreadServices } from '../threads/thread-services.ts'
import { summariesOnDemand } from './summaries-on-demand.ts'

afterEach(() => vi.doUnmock('./open-summaries.ts'))

it('DX1 summaries whose code cannot be loaded are refused as `network`', async () => {
  vi.doMock('./open-summaries.ts', () => {
    throw new Error('no network')
  })
  const summaries = summariesOnDemand({} as ThreadServices, {} as ThreadChannel)
  await expect(summaries.list()).rejects.toMatchObject({ name: 'ChatError', code: 'network' })
  await expect(summaries.create()).rejects.toMatchObject({ name: 'ChatError', code: 'network' })
})
