import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'

let http: HttpRoom

beforeAll(async () => {
  http = await openHttpRoom()
})
afterAll(() => http[Symbol.asyncDispose]())

const policyOf = (headers: Headers) => headers.get('content-security-policy') ?? ''

test('EM3 a project’s page is an app of its own name, and starts where it stays', async () => {
  const { key } = http.room.project
  const answer = await http.ask(`/projects/${key}/app.webmanifest`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/)
  const manifest = (await answer.json()) as Record<'name' | 'start_url' | 'scope', string> & {
    icons: { src: string }[]
  }
  expect(manifest.start_url).toBe(`/projects/${key}/chat`)
  expect(manifest.start_url.startsWith(manifest.scope)).toBe(true)
  expect(manifest.name).not.toBe('')
  for (const { src } of manifest.icons) expect((await http.ask(src)).status, src).toBe(200)
})

test('EM3 there is no app of a project that does not exist', async () => {
  expect((await http.ask('/projects/pk_nobody/app.webmanifest')).status).toBe(404)
})

test('SE8 the service worker reads this server’s pages only, and is asked for anew each time', async () => {
  const { headers } = await http.ask('/service-worker.js')
  expect(headers.get('content-type')).toMatch(/^text\/javascript/)
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(policyOf(headers)).toContain("default-src 'none'")
  expect(policyOf(headers)).toContain("connect-src 'self'")
})

test('EM10 the offline page speaks the reader’s language, and runs nothing', async () => {
  const answer = await http.ask('/offline', { headers: { 'accept-language': 'de-AT,en;q=0.5' } })
  const text = await answer.text()
  expect(text).toContain('<html lang="de-AT" dir="ltr">')
  expect(text).toContain('Sie sind offline')
  expect(text).not.toContain('<script')
  expect(policyOf(answer.headers)).not.toContain('script-src')
})
