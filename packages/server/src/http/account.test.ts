import { problem, type Receipt, userOperations } from '@chat-view/protocol'
import { expect, test } from 'vitest'
import { createMemoryRateLimiter } from '../adapters/memory/memory-rate-limiter.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { ErasureRequest } from '../ports/erasures.ts'
import type { Reads } from '../ports/reads.ts'
import { type Person, setScene } from '../testing/command-cases/scene.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { openHttpRoom } from '../testing/open-http-room.ts'

/** Reads of which only this is there. */
const only = (reads: Partial<Reads>): Reads => reads as Reads

const codeOf = async (response: Response): Promise<string> => problem.parse(await response.json()).code

test('CV12 an export comes as a file, piece by piece', async () => {
  const asked: string[] = []
  const reads = only({
    exportUser: async function* ({ userId }, format) {
      asked.push(userId, format)
      yield '{"a":'
      yield '1}'
    },
  })
  await using http = await openHttpRoom({ reads })
  const { accessToken: token, user } = await http.room.signIn('ada')
  const response = await http.ask('/v1/me/export', { token })
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="chat-export.json"',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect(await response.json()).toEqual({ a: 1 })
  const markdown = await http.ask('/v1/me/export?format=markdown', { token, method: 'HEAD' })
  expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(asked).toEqual([user.id, 'json', user.id, 'markdown'])
  expect(await codeOf(await http.ask('/v1/me/export?format=html', { token }))).toBe('invalid_request')
  expect(await codeOf(await http.ask('/v1/me/export'))).toBe('unauthenticated')
})

test('CV12 an empty export is a file too', async () => {
  await using http = await openHttpRoom({ reads: only({ exportUser: async function* () {} }) })
  const { accessToken: token } = await http.room.signIn('ada')
  expect(await (await http.ask('/v1/me/export', { token })).text()).toBe('')
})

test('CV12 an export is made no faster than it is taken, and ends when nobody takes it any more', async () => {
  let made = 0
  const { promise: ended, resolve } = Promise.withResolvers<AbortSignal | undefined>()
  const reads = only({
    exportUser: async function* (_principal, _format, signal) {
      try {
        for (; made < 10_000; made++) yield 'x'.repeat(65_536)
      } finally {
        resolve(signal)
      }
    },
  })
  await using http = await openHttpRoom({ reads })
  const { accessToken: token } = await http.room.signIn('ada')
  const given = new AbortController()
  const { body } = await http.ask('/v1/me/export', { token, signal: given.signal })
  await body?.getReader().read()
  given.abort()
  expect((await ended)?.aborted).toBe(true)
  expect(made).toBeLessThan(1_000)
})

test('CV12 what fails at the beginning is a problem, and what fails later is no whole file', async () => {
  let first = true
  const reads = only({
    exportUser: async function* () {
      if (first) throw new CodedError('store_unavailable', { retryAfter: 5 })
      yield '{"a":'
      throw new CodedError('store_unavailable')
    },
  })
  await using http = await openHttpRoom({ reads })
  const { accessToken: token } = await http.room.signIn('ada')
  const refused = await http.ask('/v1/me/export', { token })
  expect([refused.status, refused.headers.get('content-disposition')]).toEqual([503, null])
  expect(await codeOf(refused)).toBe('store_unavailable')
  first = false
  const broken = http.ask('/v1/me/export', { token }).then(response => response.text())
  await expect(broken).rejects.toThrow()
})

test('ST8 an erasure is of the caller alone, and answers its receipt', async () => {
  const asked: ErasureRequest[] = []
  const receipt: Receipt = {
    id: '0190d5a8-7b9c-7def-8abc-0123456789ab',
    project: '0190d5a8-7b9c-7def-8abc-0123456789ac',
    requestedAt: 1,
    finishedAt: 2,
    counts: { threads: 1, messages: 0 },
    backupsUntil: 3,
    signature: 'signed',
  }
  const erase = async (request: ErasureRequest): Promise<Receipt> => {
    asked.push(request)
    return receipt
  }
  await using http = await openHttpRoom({ erasures: { erase } })
  const { accessToken: token, user } = await http.room.signIn('ada')
  const response = await http.ask('/v1/me', { method: 'DELETE', token, json: { user: 'somebody else' } })
  expect([response.status, await response.json()]).toEqual([200, receipt])
  expect(asked).toEqual([{ projectId: http.room.project.id, userId: user.id }])
})

test('ST8 who was erased may ask for the receipt again while their token lives, and for nothing else', async () => {
  await using http = await openHttpRoom()
  const { room, ask } = http
  const scene = await setScene(room)
  const { token } = scene.owner
  const erase = (by: string) => ask('/v1/me', { method: 'DELETE', token: by })
  const first = await erase(token)
  const receipt = userOperations.eraseMe.response.parse(await first.json())
  expect(receipt.counts).toEqual({ threads: 1, messages: 0 })
  const again = await erase(token)
  expect([again.status, await again.json()]).toEqual([200, receipt])
  expect(await codeOf(await ask('/v1/me', { token }))).toBe('token_invalid')
  expect(await codeOf(await ask('/v1/me/export', { token }))).toBe('token_invalid')
  // Whoever signs in under the same name is somebody new.
  expect((await room.signIn('ada')).user.id).not.toBe(scene.owner.id)
  room.clock.advance(600_000)
  expect(await codeOf(await erase(token))).toBe('token_expired')
})

test('SE2 a visitor who became somebody, and who signed out, erases nothing', async () => {
  await using http = await openHttpRoom()
  const { room, ask } = http
  const scene = await setScene(room)
  const { visitor, owner, stranger } = scene
  const erase = (by: string) => ask('/v1/me', { method: 'DELETE', token: by })
  const claim = await room.tokens.signClaim(
    { visitorId: visitor.id, projectId: room.project.id },
    room.clock.now() + 600_000,
  )
  await scene.actAs(owner, 'claimVisitor', { token: claim })
  expect(await codeOf(await erase(visitor.token))).toBe('token_invalid')
  const { principal } = await room.authenticator.authenticate(stranger.token)
  await room.store.revokeSession(principal.sessionId, room.clock.now())
  expect(await codeOf(await erase(stranger.token))).toBe('token_invalid')
  expect(await room.store.getUser(stranger.id)).toMatchObject({ erasedAt: null })
  await erase(owner.token)
  expect(await codeOf(await erase(visitor.token))).toBe('token_invalid')
})

test('SE2 a visitor gets a word for ten minutes, a known user gets none', async () => {
  await using http = await openHttpRoom()
  const { room } = http
  const claim = (token: string) => http.ask('/v1/me/claims', { method: 'POST', token })
  const { accessToken, user } = await room.sessions.open({ project: room.project.key }, undefined)
  const given = await claim(accessToken)
  expect(given.status).toBe(201)
  const { token, expiresAt } = (await given.json()) as { token: string; expiresAt: number }
  expect(expiresAt - room.clock.now()).toBeGreaterThan(598_000)
  expect(expiresAt - room.clock.now()).toBeLessThanOrEqual(600_000)
  expect(await room.tokens.verifyClaim(token)).toEqual({ visitorId: user.id, projectId: room.project.id })
  const known = await room.signIn('ada')
  expect(await codeOf(await claim(known.accessToken))).toBe('state_conflict')
  expect(await codeOf(await http.ask('/v1/me/claims', { method: 'POST', token }))).toBe('token_invalid')
})

test('SE5 searches are counted apart, and what is done to an account more strictly still', async () => {
  const clock = createFakeClock()
  const refused: string[] = []
  const limits = {
    limiter: createMemoryRateLimiter({ clock }),
    http: { count: 100, windowMs: 60_000 },
    onLimited: (what: string) => void refused.push(what),
  }
  const reads = only({
    search: async () => ({ items: [], more: false }),
    exportUser: async function* () {},
    getMe: async ({ userId: id, kind, name }) => ({ id, kind, name }),
  })
  await using http = await openHttpRoom({ limits, reads })
  const { accessToken: token } = await http.room.signIn('ada')
  const statuses = async (path: string, times: number) => {
    const all: number[] = []
    for (let at = 0; at < times; at++) all.push((await http.ask(path, { token })).status)
    return all.filter(status => status === 200).length
  }
  expect(await statuses('/v1/search?q=ships', 25)).toBe(20)
  expect(await statuses('/v1/me/export', 15)).toBe(10)
  expect(await statuses('/v1/me', 1)).toBe(1)
  expect(new Set(refused)).toEqual(new Set(['search', 'account']))
})

test('CV12 what a user searched for and exported is gone when they erased it, for them and for others', async () => {
  await using http = await openHttpRoom()
  const scene = await setScene(http.room)
  const { owner, stranger, thread, act, actAs } = scene
  await act('inviteParticipant', { thread, user: 'eve', role: 'collaborator' })
  await actAs(stranger, 'sendMessage', { thread, text: 'Marmalade keeps for years', answer: false })

  const search = async ({ token }: Person, q: string) => {
    const response = await http.ask(`/v1/search?q=${q}`, { token })
    return userOperations.search.response.parse(await response.json())
  }
  const exported = async ({ token }: Person) => (await http.ask('/v1/me/export', { token })).text()
  expect((await search(owner, 'marmal')).items).toMatchObject([{ threadId: thread, role: 'user' }])
  expect((await search(scene.visitor, 'marmal')).items).toEqual([])
  expect(await exported(stranger)).toContain('Marmalade')

  const erased = await http.ask('/v1/me', { method: 'DELETE', token: stranger.token })
  expect(erased.status).toBe(200)
  const receipt = userOperations.eraseMe.response.parse(await erased.json())
  expect(receipt.counts).toEqual({ threads: 0, messages: 1 })
  expect((await search(owner, 'marmal')).items).toEqual([])
  expect(await exported(owner)).not.toContain('Marmalade')
  expect(await codeOf(await http.ask('/v1/me', { token: stranger.token }))).toBe('token_invalid')
  const people = await http.ask(`/v1/threads/${thread}/participants`, { token: owner.token })
  expect(await people.json()).toMatchObject({ items: [{ userId: owner.id }] })
})
