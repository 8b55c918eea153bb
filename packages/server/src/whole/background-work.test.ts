import type { Thread } from '@chat-view/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'

const patience = { timeout: 30_000, interval: 50 }

let server: ServerProcess
let rest: RestUser

beforeEach(async () => {
  server = await startServerProcess(roomyLimits)
  rest = await RestUser.signIn(server.url)
})
afterEach(() => server.close())

const ready = async (): Promise<{ checks: { name: string; ok: boolean }[] }> =>
  (await fetch(`${server.url}/ready`)).json() as Promise<{ checks: { name: string; ok: boolean }[] }>

it('CV1 a thread that began empty gets its title in the background, and a title of one’s own stands', async () => {
  const begin = async () => (await rest.post<{ thread: Thread }>('/v1/threads', {})).thread.id
  const [one, two] = [await begin(), await begin()]
  await rest.call('PATCH', `/v1/threads/${two}`, { json: { title: 'Mine' } })
  for (const id of [one, two])
    await rest.post(`/v1/threads/${id}/messages`, { text: 'How do ships float?', answer: false })
  const titles = () => Promise.all([one, two].map(async id => (await rest.get<Thread>(`/v1/threads/${id}`)).title))
  await vi.waitFor(async () => expect(await titles()).toEqual(['How do ships float?', 'Mine']), patience)
})

it('OP5 background work is told by /ready and /metrics', async () => {
  expect((await ready()).checks).toContainEqual(expect.objectContaining({ name: 'jobs', ok: true }))
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text()
  await vi.waitFor(
    async () => expect(await metrics()).toMatch(/jobs_total\{job="outbox-sweep",outcome="done"\} \d/),
    patience,
  )
  await vi.waitFor(async () => expect(await metrics()).toContain('chat_view_outbox_waiting 0'), patience)
})
