import { afterEach, describe, expect, it, vi } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { HttpClient } from '../http/http-client.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { explainSilence } from './explain-silence.ts'

const silence = new ChatError('network')
const open: typeof globalThis.fetch = async () => new Response(null)
const shut: typeof globalThis.fetch = async () => {
  throw new TypeError('fetch failed')
}

const explain = (fetch: typeof globalThis.fetch, again: () => Promise<string>, server = 'https://chat.example') =>
  explainSilence(
    new HttpClient({ server, fetch, clock: manualClock(), locale: undefined, closing: new AbortController().signal }),
    silence,
    again,
  )

const stillSilent = vi.fn(() => Promise.reject(new ChatError('network')))

describe('explainSilence', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    stillSilent.mockClear()
  })
  const onPage = (href: string, { origin } = new URL(href)) => vi.stubGlobal('location', { href, origin })

  it('SE4 a server that is there and says nothing to a page of another origin has denied it', async () => {
    onPage('https://shop.example/cart')
    await expect(explain(open, stillSilent)).toFailWithCode('origin_denied')
    onPage('file:///home/ada/shop.html', { origin: 'null' } as URL)
    await expect(explain(open, stillSilent)).toFailWithCode('origin_denied')
  })

  it('RT10 a server that is not there stays a matter of the network', async () => {
    onPage('https://shop.example/cart')
    await expect(explain(shut, stillSilent)).rejects.toBe(silence)
    expect(stillSilent).not.toHaveBeenCalled()
  })

  it('RT10 what answers the second time is taken, and what is refused in words keeps its code', async () => {
    onPage('https://shop.example/cart')
    await expect(explain(open, async () => 'a session')).resolves.toBe('a session')
    const refused = () => Promise.reject(new ChatError('project_disabled'))
    await expect(explain(open, refused)).toFailWithCode('project_disabled')
  })

  it('SE4 a page of the server itself, and a program without a page, are denied nothing', async () => {
    onPage('https://chat.example/projects/pk_demo/chat')
    await expect(explain(open, stillSilent)).rejects.toBe(silence)
    vi.unstubAllGlobals()
    await expect(explain(open, stillSilent)).rejects.toBe(silence)
  })
})
