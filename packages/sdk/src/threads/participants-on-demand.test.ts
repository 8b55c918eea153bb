import { afterEach, expect, it, vi } from 'vitest'
import { participantsOnDemand } from './participants-on-demand.ts'
import type { ThreadServices } from './thread-services.ts'

afterEach(() => vi.doUnmock('./open-participants.ts'))

it('DX1 people that are managed where their code cannot be loaded are refused as `network`', async () => {
  vi.doMock('./open-participants.ts', () => {
    throw new Error('no network')
  })
  const participants = participantsOnDemand({} as ThreadServices, () => 't')
  await expect(participants.list()).rejects.toMatchObject({ name: 'ChatError', code: 'network' })
  await expect(participants.leave()).rejects.toMatchObject({ name: 'ChatError', code: 'network' })
})
