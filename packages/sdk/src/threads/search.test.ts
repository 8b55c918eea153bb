import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'

describe('search', () => {
  it('ST6 finds messages and titles, with the places of what was found', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    thread.send('How do ships float?')
    await fixture.pass()
    await chat.threads.rename(thread.id ?? '', 'Ships and boats')
    const { items, more } = await chat.threads.search(' SHIPS ')
    expect(more).toBe(false)
    expect(items.map(({ role }) => role)).toEqual(expect.arrayContaining([null, 'user', 'assistant']))
    for (const { snippet, title } of items) {
      const { text, ranges } = snippet ?? title ?? { text: '', ranges: [] }
      expect(ranges.map(([start, end]) => text.slice(start, end).toLowerCase())).toEqual(['ships'])
    }
    expect((await chat.threads.search('ships planes')).items).toEqual([])
    expect(await chat.threads.search('ships', { limit: 1 })).toMatchObject({ items: [{}], more: true })
    expect((await chat.threads.search('ships', { thread: thread.id ?? '' })).items).toHaveLength(3)
  })

  it('ST6 what is empty is not asked for', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    expect(await chat.threads.search(' \n ')).toEqual({ items: [], more: false })
    expect(fixture.server.requests).toEqual([])
  })

  it('ST6 finds nothing of others, and can be given up', async () => {
    await using fixture = chatFixture()
    const [mine, theirs] = ['ada', 'eve'].map(name => fixture.open({ getToken: async () => name, storage: false }))
    const thread = mine?.thread()
    thread?.send('A secret')
    await fixture.pass()
    expect((await theirs?.threads.search('secret'))?.items).toEqual([])
    const within = theirs?.threads.search('secret', { thread: thread?.id ?? '' })
    await expect(within).toFailWithCode('not_found')
    const given = new AbortController()
    const search = mine?.threads.search('secret', { signal: given.signal })
    given.abort()
    await expect(search).toFailWithCode('aborted')
  })
})
