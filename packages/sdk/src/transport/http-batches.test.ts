import { bounds } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import { problemOfError } from '../testing/problem-of-error.ts'

/** A way that refuses requests with frames of more bytes. */
const narrowWay = ({ server }: ChatFixture, limit: number, refuse: () => Response) => {
  const { fetch: real = globalThis.fetch } = server.options
  let refused = 0
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!String(input).includes('/v1/events/')) return real(input, init)
    if (new TextEncoder().encode(String(init?.body)).length <= limit) return real(input, init)
    refused++
    return refuse()
  }
  return { fetch, refused: () => refused }
}

const asServer = () => Response.json(problemOfError(new ChatError('too_large')), { status: 413 })
const asProxy = () => new Response('<h1>Too large</h1>', { status: 413 })

/** What became of first messages of so many threads, written before there was a connection. */
const sendAll = async (fixture: ChatFixture, fetch: typeof globalThis.fetch, texts: readonly string[]) => {
  const chat = fixture.open({ transport: 'http', fetch })
  const sent = texts.map(text => chat.thread().send(text).done)
  await fixture.pass(20_000)
  const settled = await Promise.allSettled(sent)
  return settled.map(result => (result.status === 'rejected' ? result.reason.code : 'done'))
}

describe('commands that travel together over HTTP', () => {
  it('RT12 what fits one by one is not refused because it is too large together', async () => {
    await using fixture = chatFixture({ answer: () => 'Fine' })
    const { fetch, refused } = narrowWay(fixture, bounds.clientFrame, asServer)
    const texts = ['文'.repeat(95_000), '字'.repeat(95_000), 'short', 'and short']
    expect(await sendAll(fixture, fetch, texts)).toEqual(['done', 'done', 'done', 'done'])
    expect(refused()).toBe(0)
  })

  it.each([asServer, asProxy])(
    'RT12 where the way takes less than the server, each goes by itself: %o',
    async refuse => {
      await using fixture = chatFixture({ answer: () => 'Fine' })
      const { fetch } = narrowWay(fixture, 1_000, refuse)
      const texts = ['x'.repeat(700), 'y'.repeat(700), 'z'.repeat(2_000)]
      expect(await sendAll(fixture, fetch, texts)).toEqual(['done', 'done', 'too_large'])
    },
  )
})
