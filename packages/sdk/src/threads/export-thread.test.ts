import { describe, expect, it } from 'vitest'
import { sampleMessage } from '../messages/message-samples.ts'
import { chatFixture } from '../testing/chat-fixture.ts'

describe('export', () => {
  it('CV12 a thread is one text in Markdown, however many pages it has', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const chat = fixture.open({ getToken: async () => 'Ada' })
    const thread = chat.thread()
    for (const text of ['One', 'Two', 'Three']) {
      thread.send(text)
      await fixture.pass()
    }
    await chat.threads.rename(thread.id ?? '', 'Numbers')
    const first = thread.$timeline.get().keys[0] ?? ''
    const written = thread.$message(first).get()?.createdAt ?? 0
    const markdown = await chat.threads.export(thread.id ?? '', { format: 'markdown' })
    expect(markdown.startsWith(`# Numbers\n\n## Ada · ${new Date(written).toISOString()}\n\nOne\n\n## Assistant`)).toBe(
      true,
    )
    const places = ['One', 'You said: One', 'Two', 'You said: Two', 'Three', 'You said: Three'].map(text =>
      markdown.indexOf(`\n\n${text}\n`),
    )
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(places[0]).toBeGreaterThan(0)
  })

  it('CV12 the JSON holds what an edit set aside as well', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    const { key } = thread.send('One')
    await fixture.pass()
    thread.edit(key, 'Uno')
    await fixture.pass()
    const json = JSON.parse(await chat.threads.export(thread.id ?? '', { format: 'json' }))
    expect(json.thread.id).toBe(thread.id)
    expect(json.messages).toHaveLength(3)
  })

  it('CV12 Markdown is what one gets who names no format, and one that is unknown is refused', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    thread.send('One')
    await fixture.pass()
    const id = thread.id ?? ''
    expect(await chat.threads.export(id)).toBe(await chat.threads.export(id, { format: 'markdown' }))
    expect(await chat.threads.export(id, {})).toContain('One')
    const unknown = chat.threads.export(id, { format: 'pdf' as 'json' })
    await expect(unknown).rejects.toMatchObject({ name: 'ChatError', code: 'invalid_request' })
  })

  it('CV12 who waits for a long thread is told how far it is read, and may give it up', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const connected = chat.connect()
    await fixture.pass()
    await connected
    const { world } = fixture.server
    const row = world.createThread(chat.$session.get()?.user.id ?? '', 'Long')
    const { id } = row.thread
    world.fill(
      row,
      Array.from({ length: 450 }, (_, at) => sampleMessage({ id: `m${at}`, threadId: id })),
    )
    const read: number[] = []
    await chat.threads.export(id, { format: 'json', progress: messages => read.push(messages) })
    expect(read).toEqual([200, 400, 450])
    const stop = new AbortController()
    const given = chat.threads.export(id, { format: 'json', signal: stop.signal, progress: () => stop.abort() })
    await expect(given).toFailWithCode('aborted')
  })
})
