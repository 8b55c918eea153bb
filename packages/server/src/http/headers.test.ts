import { describe, expect, test } from 'vitest'
import { openHttpRoom } from '../testing/open-http-room.ts'

const policy = (response: Response): string[] =>
  (response.headers.get('content-security-policy') ?? '').split(';').map(directive => directive.trim())

describe('security headers', () => {
  test('SE8 what is no page may load nothing, run nothing and be framed by nobody', async () => {
    await using http = await openHttpRoom()
    for (const path of ['/v1/me', '/health', '/openapi.json', '/nowhere', '/pages/chat.css']) {
      const response = await http.ask(path)
      expect(policy(response)).toEqual(["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('x-powered-by')).toBeNull()
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  test.each([
    ['https://chat.example.com', 'max-age=31536000'],
    ['http://chat.example.com', null],
    [null, null],
  ])('SE8 a server that is reached at %s sends HSTS %s', async (publicUrl, value) => {
    await using http = await openHttpRoom({ publicUrl })
    expect((await http.ask('/health')).headers.get('strict-transport-security')).toBe(value)
  })

  test('SE8 what belongs to a user is in no cache', async () => {
    await using http = await openHttpRoom()
    const { accessToken: token } = await http.room.signIn('ada')
    for (const path of ['/v1/me', '/v1/threads', '/v1/threads/no-id']) {
      expect((await http.ask(path, { token })).headers.get('cache-control')).toBe('no-store')
    }
  })
})

describe('pages', () => {
  test('EM5 a page with the widget runs own scripts only, and makes none of strings', async () => {
    await using http = await openHttpRoom({ publicUrl: 'https://chat.example.com' })
    for (const path of ['/', `/projects/${http.room.project.key}/chat`]) {
      const response = await http.ask(path)
      expect(policy(response)).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self' wss://chat.example.com",
          "img-src 'self' data:",
          "require-trusted-types-for 'script'",
          'trusted-types lit-html chat-view-page',
        ]),
      )
      expect(await response.text()).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/)
    }
  })

  test('EM5 without a public address the socket of the same host is let through, and nothing that is no host', async () => {
    await using http = await openHttpRoom()
    const host = new URL(http.url).host
    expect(policy(await http.ask('/'))).toContain(`connect-src 'self' ws://${host} wss://${host}`)
  })

  test('EM3 a project’s page has its key and the thread of the address on it', async () => {
    await using http = await openHttpRoom({ project: { name: 'A <b>&"shop"' } })
    const thread = '0190d5a8-7b9c-7def-8abc-0123456789ab'
    const { key } = http.room.project
    const html = await (await http.ask(`/projects/${key}/chat/${thread}`)).text()
    expect(html).toContain(`project="${key}" thread="${thread}" layout="page"`)
    const without = await (await http.ask(`/projects/${key}/chat`)).text()
    expect(without).toContain(`project="${key}" layout="page"`)
    expect(html).toContain('<title>A &lt;b&gt;&amp;&quot;shop&quot;</title>')
  })

  test.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'lang="de-AT" dir="ltr"', 'Der Chat braucht JavaScript.'],
    ['nl, pt-BR;q=0.7, fr;q=0.8', 'lang="fr" dir="ltr"', 'Le chat a besoin de JavaScript.'],
    ['ar', 'lang="ar" dir="rtl"', 'تحتاج المحادثة إلى JavaScript.'],
    ['zh-Hant-TW', 'lang="zh-Hant-TW" dir="ltr"', '聊天需要启用 JavaScript。'],
    ['nl, *;q=0.1', 'lang="en" dir="ltr"', 'The chat needs JavaScript.'],
    ['de"><script>, constructor, ;;;', 'lang="en" dir="ltr"', 'The chat needs JavaScript.'],
    ['', 'lang="en" dir="ltr"', 'The chat needs JavaScript.'],
  ])('EM10 a page for who reads %j is %s', async (accepted, attributes, words) => {
    await using http = await openHttpRoom()
    const headers = { 'accept-language': accepted }
    const page = await http.ask(`/projects/${http.room.project.key}/chat`, { headers })
    expect(page.headers.get('vary')).toMatch(/accept-language/i)
    const html = await page.text()
    expect(html).toContain(`<html ${attributes}>`)
    expect(html).toContain(words)
    // The page's own words are English alone, so only the chat on it is in another language.
    const demo = await (await http.ask('/', { headers })).text()
    expect(demo).toContain('<html lang="en">')
    expect(demo).toContain(`<div class="box" ${attributes}>`)
  })

  test.each(['/projects/pk_unknown/chat', '/projects/%22%3E/chat', '/projects/KEY/chat/no-id', '/projects/KEY'])(
    'EM3 there is no page at %s',
    async path => {
      await using http = await openHttpRoom()
      const response = await http.ask(path.replace('KEY', http.room.project.key))
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        expect.stringMatching(/^application\/problem\+json/),
      ])
    },
  )

  test('EM1 without a demo project there is no page at the root', async () => {
    await using http = await openHttpRoom({ demoProject: async () => null })
    expect((await http.ask('/')).status).toBe(404)
  })

  test('EM5 what the pages refer to is there', async () => {
    await using http = await openHttpRoom()
    const pages = await Promise.all(
      ['/', '/theme', '/docs', `/projects/${http.room.project.key}/chat`].map(async path =>
        (await http.ask(path)).text(),
      ),
    )
    const files = new Set(
      pages.flatMap(page => [...page.matchAll(/(?:href|src)="(\/pages\/[^"]+)"/g)].map(([, f]) => f)),
    )
    expect(files.size).toBeGreaterThan(3)
    for (const file of files) expect((await http.ask(file ?? '')).status).toBe(200)
  })

  test('OP8 the reference page shows every operation and loads nothing but its style', async () => {
    await using http = await openHttpRoom()
    const response = await http.ask('/docs')
    const html = await response.text()
    expect(policy(response)).toContain("style-src 'self'")
    expect(html).not.toContain('<script')
    const openApi = (await (await http.ask('/openapi.json')).json()) as { paths: Record<string, object> }
    for (const path of Object.keys(openApi.paths)) expect(html).toContain(path)
    expect(await (await http.ask('/asyncapi.json')).json()).toMatchObject({ asyncapi: '3.0.0' })
  })
})
