import { closeCodes } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { Answer } from './answer.ts'

/** Reads an answer to its end; the pieces, and what ended it. */
const read = (answer: Answer) => {
  const pieces: string[] = []
  const ended = (async () => {
    for await (const piece of answer) pieces.push(piece)
  })()
  ended.catch(() => {})
  return { pieces, ended, text: () => pieces.join('') }
}

const story = 'Grüße 👩‍👩‍👧‍👦 e\u0301 שלום عالم 🇩🇪 — the end.'

describe('answers', () => {
  it('RT4 an answer is read once and whole over connections that break in the middle', async () => {
    await using fixture = chatFixture({ answer: () => story, pace: { mode: 'held' } })
    fixture.server.faults = { cut: true }
    const chat = fixture.open()
    const answer = chat.thread().send('Tell me')
    const reading = read(answer)
    await fixture.pass()
    for (let piece = 0; piece < 6; piece++) {
      fixture.server.release(5)
      await fixture.pass()
      fixture.server.drop()
      fixture.server.release(2)
      await fixture.pass(60_000)
      expect(story.startsWith(reading.text())).toBe(true)
    }
    fixture.server.release()
    await fixture.pass()
    await reading.ended
    expect(reading.text()).toBe(story)
    expect(reading.pieces.length).toBeGreaterThan(6)
  })

  it('RT9 an answer ends with the reason when the server says stop, in the middle of it and before it', async () => {
    await using fixture = chatFixture({ answer: () => story, pace: { mode: 'held' } })
    const chat = fixture.open()
    const thread = chat.thread()
    const begun = read(thread.send('Tell me'))
    await fixture.pass()
    fixture.server.release(3)
    await fixture.pass()
    fixture.server.drop(closeCodes.project_disabled)
    await fixture.pass()
    await expect(begun.ended).toFailWithCode('project_disabled')
    expect(story.startsWith(begun.text())).toBe(true)
    await expect(read(thread.send('And more')).ended).toFailWithCode('project_disabled')
  })

  it('RT2 an answer that came wrong is fetched once and replaced', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello', pace: { mode: 'held' } })
    const chat = fixture.open()
    const thread = chat.thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    const [message = ''] = fixture.server.answers.running.keys()
    const generation = fixture.server.answers.running.get(message)?.generation.id ?? ''
    const at = { thread: thread.id ?? '', message, generation }
    for (const connection of fixture.server.connections) {
      connection.say({ type: 'delta', ...at, part: 0, offset: 0, text: 'Hallo' })
      const say = connection.say.bind(connection)
      // The row of the end comes without its text, as of a server that saves it.
      connection.say = frame => {
        if (frame.type === 'event' && frame.event.type === 'answer.ended')
          frame.event.message = { ...frame.event.message, parts: [] }
        say(frame)
      }
    }
    fixture.server.release()
    await fixture.pass()
    await expect(answer.done).resolves.toMatchObject({ parts: [{ kind: 'text', text: 'Hello' }] })
    expect(fixture.server.requests.filter(({ path }) => path === `/v1/messages/${message}`)).toHaveLength(1)
    expect(thread.$message(message).get()?.parts).toEqual([{ kind: 'text', text: 'Hello' }])
  })

  it('RT2 a late reader begins with all that is there', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello' })
    const answer = fixture.open().thread().send('Hi')
    await fixture.pass()
    await answer.done
    const reading = read(answer)
    await reading.ended
    expect(reading.pieces).toEqual(['Hello'])
  })

  it('RT5 an answer that was interrupted says so, keeps its text, and is continued from its end', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello, world', pace: { mode: 'held' } })
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    const reading = read(answer)
    await fixture.pass()
    fixture.server.release(1)
    await fixture.pass()
    fixture.server.kill()
    fixture.server.start()
    await fixture.pass(60_000)
    await expect(reading.ended).toFailWithCode('interrupted')
    await expect(answer.done).toFailWithCode('interrupted')
    expect(reading.text()).toBe('Hell')
    const key = answer.$answer.get() ?? ''
    expect(thread.$message(key).get()?.answer).toMatchObject({ state: 'interrupted', reason: 'node-lost' })
    const more = read(thread.continue(key))
    await fixture.pass()
    fixture.server.release()
    await fixture.pass()
    await more.ended
    expect(more.text()).toBe('Hello, world')
  })

  it('RT1 stop ends the generation that runs, also one whose question is still on its way', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' } })
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    const reading = read(answer)
    const stopped = thread.stop()
    await fixture.pass()
    await stopped
    await reading.ended
    await expect(answer.done).resolves.toMatchObject({ generation: { state: 'stopped' } })
    await expect(thread.stop()).resolves.toBeUndefined()
    expect(thread.$timeline.get().running).toBeNull()
  })

  it('RT1 giving up an answer leaves it running', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' } })
    const thread = fixture.open().thread()
    const abort = new AbortController()
    const answer = thread.send('Hi', { signal: abort.signal })
    const reading = read(answer)
    await fixture.pass()
    abort.abort()
    await expect(reading.ended).toFailWithCode('aborted')
    await expect(answer.done).toFailWithCode('aborted')
    expect(fixture.server.answers.running.size).toBe(1)
    fixture.server.release()
    await fixture.pass()
    expect(thread.$message(thread.$timeline.get().keys[1] ?? '').get()?.answer?.state).toBe('done')
  })

  it('DX1 what was given up before it was begun is not done', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    const signal = AbortSignal.abort()
    const key = answer.$answer.get() ?? ''
    const given = [
      thread.send('No', { signal }).done,
      thread.send('No', { signal, answer: false }).done,
      thread.edit(answer.key, 'No', { signal }).done,
      thread.regenerate(key, { signal }).done,
      thread.delete(key, { signal }),
      chat.threads.list({ signal }),
      chat.threads.pin(thread.id ?? '', true, { signal }),
    ]
    const ends = await Promise.allSettled(given)
    expect(ends.map(end => end.status === 'rejected' && end.reason.code)).toEqual(given.map(() => 'aborted'))
    await fixture.pass()
    expect(fixture.server.frames.filter(({ type }) => type === 'command')).toHaveLength(1)
  })

  it('RT2 an answer that was regenerated while one was away ends with its own text, not with the other', async () => {
    await using fixture = chatFixture({ answer: () => 'First answer', pace: { mode: 'held' } })
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    const reading = read(answer)
    await fixture.pass()
    fixture.server.release(1)
    await fixture.pass()
    const other = fixture.open().thread(thread.id ?? '')
    await fixture.pass()
    for (const connection of fixture.server.connections) {
      const dropped = connection.follows(thread.id ?? '')
      if (dropped) connection.cut()
      break
    }
    fixture.server.release()
    fixture.server.answers.script = () => 'Second answer'
    const again = other.regenerate(answer.$answer.get() ?? '')
    await fixture.pass(60_000)
    fixture.server.release()
    await fixture.pass()
    await reading.ended
    await again.done
    expect(reading.text()).toBe('First answer')
    await expect(answer.done).resolves.toMatchObject({ versions: { shown: 1, count: 2 } })
    expect(thread.$message(answer.$answer.get() ?? '').get()?.parts).toEqual([{ kind: 'text', text: 'Second answer' }])
  })

  it('SE10 an answer that fails or is blocked says why', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' } })
    const thread = fixture.open().thread()
    for (const [state, reason, code] of [
      ['failed', 'provider_timeout', 'provider_timeout'],
      ['failed', 'something new', 'provider_failed'],
      ['blocked', 'policy', 'content_blocked'],
    ] as const) {
      const answer = thread.send('Hi')
      await fixture.pass()
      const [message = ''] = fixture.server.answers.running.keys()
      fixture.server.answers.end(message, state, reason)
      await fixture.pass()
      await expect(answer.done).rejects.toMatchObject({ code })
    }
  })

  it('DX1 a message that nobody shall answer is done when it is sent', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    const answer = thread.send('Note', { answer: false })
    const reading = read(answer)
    await fixture.pass()
    await reading.ended
    expect(reading.pieces).toEqual([])
    await expect(answer.done).resolves.toMatchObject({ role: 'user' })
  })

  it('CV2 an answer whose thread is deleted ends with that', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' } })
    const chat = fixture.open()
    const thread = chat.thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    await chat.threads.delete(thread.id ?? '')
    await expect(answer.done).toFailWithCode('deleted')
    expect(thread.$thread.get()).toMatchObject({ status: 'gone', error: { code: 'deleted' } })
  })
})
