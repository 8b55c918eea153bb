import type { ThreadEvent } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import { applyEvent, applyGapPage, applyLiveFrame, applyPage, applyReload } from './apply-frame.ts'
import { applyMessage } from './apply-message.ts'
import { endedGeneration, openGeneration, sampleMessage, textPart } from './message-samples.ts'
import { textOfParts } from './text-of-parts.ts'
import { emptyTimeline, liveOf, livePlaces, type TimelineModel } from './timeline-model.ts'

const at = { thread: 't1', message: 'm1', generation: 'g1' }
const delta = (offset: number, text: string, part = 0) => ({ type: 'delta', ...at, part, offset, text }) as const
const row = (version: number, change = {}) => sampleMessage({ version, ...change })

/** A thread whose answer m1 runs as generation g1 with this text. */
const running = (text: string): TimelineModel => {
  const { model } = applyMessage(emptyTimeline, row(1, { generation: openGeneration('g1') }))
  return applyLiveFrame(model, { type: 'snapshot', ...at, parts: [textPart(text)], status: 'streaming' }).model
}

const ended = (text: string, hashed = text): ThreadEvent => ({
  type: 'answer.ended',
  seq: 5,
  at: 0,
  actorId: null,
  generation: 'g1',
  message: row(2, { parts: [textPart(text)], generation: endedGeneration('g1', hashed) }),
})

const textOf = (model: TimelineModel): string =>
  textOfParts(liveOf(model, 'm1')?.parts ?? model.rows.get('m1')?.parts ?? [])

describe('live frames', () => {
  it('RT2 a delta is applied at its own length only: what is had is passed over, what overlaps adds its rest', () => {
    const model = running('Hello')
    expect(textOf(applyLiveFrame(model, delta(5, ', you')).model)).toBe('Hello, you')
    expect(textOf(applyLiveFrame(model, delta(0, 'Hell')).model)).toBe('Hello')
    expect(textOf(applyLiveFrame(model, delta(3, 'lo, you')).model)).toBe('Hello, you')
  })

  it('RT2 a gap leaves the text alone and asks from the place that one has', () => {
    const next = applyLiveFrame(running('Hello'), delta(7, 'you'))
    expect(next).toMatchObject({ ask: true, touched: [] })
    expect(textOf(next.model)).toBe('Hello')
    expect(livePlaces(next.model)).toEqual([{ message: 'm1', generation: 'g1', part: 0, offset: 5 }])
    expect(applyLiveFrame(running('Hello'), delta(0, 'x', 3)).ask).toBe(true)
  })

  it('RT2 deltas of another generation wait for its snapshot, and are shown when the row names it', () => {
    const model = running('Old')
    const other = { ...at, generation: 'g2' }
    const early = applyLiveFrame(model, { type: 'delta', ...other, part: 0, offset: 0, text: 'New' })
    expect(textOf(early.model)).toBe('Old')
    const snapshot = applyLiveFrame(model, {
      type: 'snapshot',
      ...other,
      parts: [textPart('New')],
      status: 'streaming',
    })
    expect(textOf(snapshot.model)).toBe('Old')
    const named = applyMessage(snapshot.model, row(2, { generation: openGeneration('g2') }))
    expect(textOf(named.model)).toBe('New')
    expect(textOf(applyLiveFrame(named.model, delta(3, ' text')).model)).toBe('New')
  })

  it('RT2 the place is in the text that goes on behind a citation', () => {
    const citation = { kind: 'citation', number: 1, title: 'A tale', url: null, quote: null } as const
    const { model } = applyLiveFrame(running('Hello'), { type: 'part', ...at, part: 1, data: citation })
    expect(livePlaces(model)).toEqual([{ message: 'm1', generation: 'g1', part: 0, offset: 5 }])
  })

  it('RT2 a part replaces one that does not grow, and takes no text from one that does', () => {
    const tool = { kind: 'tool', call: 'c', name: 'look', state: 'running', arguments: '{}', result: null } as const
    const model = applyLiveFrame(running('Hello'), { type: 'part', ...at, part: 1, data: tool }).model
    expect(livePlaces(model)).toEqual([{ message: 'm1', generation: 'g1', part: 1, offset: 0 }])
    const done = applyLiveFrame(model, { type: 'part', ...at, part: 1, data: { ...tool, state: 'done' } }).model
    expect(liveOf(done, 'm1')?.parts[1]).toMatchObject({ state: 'done' })
    expect(textOf(applyLiveFrame(done, { type: 'part', ...at, part: 0, data: textPart('') }).model)).toBe('Hello')
    expect(applyLiveFrame(done, { type: 'part', ...at, part: 4, data: tool }).ask).toBe(true)
    const status = applyLiveFrame(done, { type: 'status', ...at, status: 'retrying', seconds: 3, attempt: 2 }).model
    expect(liveOf(status, 'm1')).toMatchObject({ step: { activity: 'retrying', seconds: 3, attempt: 2, model: null } })
  })

  it('RT2 what comes late of a generation that has ended changes nothing', () => {
    const { model } = applyEvent(running('Hello'), ended('Hello'))
    const late = applyLiveFrame(model, { type: 'snapshot', ...at, parts: [textPart('Hel')], status: 'streaming' })
    expect(late).toEqual({ model, touched: [], ask: false, fetch: [] })
    expect(applyMessage(model, row(2, { generation: openGeneration('g1') }))).toEqual(late)
  })
})

describe('the end of an answer', () => {
  it('RT2 a text that matches length and hash of the end stays, without fetching anything', () => {
    const next = applyEvent(running('Hello'), { ...ended('', 'Hello') } as ThreadEvent)
    expect(next.fetch).toEqual([])
    expect(textOf(next.model)).toBe('Hello')
    expect(next.model.live.size).toBe(0)
  })

  it('RT2 the text of the row is taken where it is what the end says', () => {
    const next = applyEvent(running('Hel'), ended('Hello'))
    expect(next.fetch).toEqual([])
    expect(textOf(next.model)).toBe('Hello')
  })

  it('RT2 another text is fetched once, and shown as running until it is here', () => {
    const next = applyEvent(running('Hallo'), ended('', 'Hello'))
    expect(next.fetch).toEqual(['m1'])
    expect(liveOf(next.model, 'm1')?.repairing).toBe(true)
    const fetched = row(2, { parts: [textPart('Hello')], generation: endedGeneration('g1', 'Hello') })
    const repaired = applyMessage(next.model, fetched, { fetched: true })
    expect(repaired.fetch).toEqual([])
    expect(textOf(repaired.model)).toBe('Hello')
    expect(liveOf(repaired.model, 'm1')).toBeUndefined()
  })
})

describe('rows', () => {
  it('CV6 what the server confirmed last wins, in whatever order it comes', () => {
    const newer = applyMessage(emptyTimeline, row(3, { parts: [textPart('new')] })).model
    const older = applyMessage(newer, row(2, { parts: [textPart('old')] }))
    expect(older.model).toEqual(newer)
    expect(older.touched).toEqual([])
  })

  it('CV2 the own opinion survives an event, which does not tell it', () => {
    const feedback = { rating: 'up', reason: null } as const
    const { model } = applyMessage(emptyTimeline, row(1, { feedback }))
    expect(applyMessage(model, row(2)).model.rows.get('m1')?.feedback).toEqual(feedback)
    expect(applyMessage(model, row(2, { feedback: null })).model.rows.get('m1')?.feedback).toBeNull()
  })

  it('CV3 the own opinion is of the answer that is shown: of another one it is asked for', () => {
    const feedback = { rating: 'up', reason: null } as const
    const { model } = applyMessage(emptyTimeline, row(1, { feedback }))
    const next = applyMessage(model, row(2, { versions: { shown: 2, count: 2 } }))
    expect(next.model.rows.get('m1')?.feedback).toBeUndefined()
    expect(next.fetch).toEqual(['m1'])
    const fetched = row(2, { versions: { shown: 2, count: 2 }, feedback: null })
    expect(applyMessage(next.model, fetched, { fetched: true }).fetch).toEqual([])
  })

  it('CV3 what followed an edited question is set aside, and does not come back with a late row', () => {
    const base = { at: 0, actorId: null }
    const later = sampleMessage({ id: 'm2', seq: 2 })
    const { model } = applyMessage(applyMessage(emptyTimeline, row(1)).model, later)
    expect(model.order).toEqual(['m1', 'm2'])
    const event: ThreadEvent = { ...base, type: 'messages.superseded', seq: 6, messages: ['m2', 'unknown'], by: 'm1' }
    const next = applyEvent(model, event)
    expect(next.model.order).toEqual(['m1'])
    expect(next.model.seq).toBe(6)
    const late = applyMessage(next.model, { ...later, version: 2, supersededBy: 'm1' })
    expect(late.model.order).toEqual(['m1'])
  })

  it('CV3 a page that was read before an edit brings back nothing that the edit set aside', () => {
    const newest = { items: [sampleMessage({ id: 'm9', seq: 9 })], before: 'c', after: null }
    const event: ThreadEvent = {
      at: 0,
      actorId: null,
      type: 'messages.superseded',
      seq: 12,
      messages: ['m4', 'm9'],
      by: 'm1',
    }
    const { model } = applyEvent(applyReload(emptyTimeline, newest, 9).model, event)
    const late = { items: [4, 9].map(seq => sampleMessage({ id: `m${seq}`, seq })), before: null, after: null }
    expect(applyPage(model, late).model.order).toEqual([])
  })

  it('RT3 messages stand in the order of the thread, however they come', () => {
    const rows = [4, 1, 3, 2].map(seq => sampleMessage({ id: `m${seq}`, seq }))
    const model = rows.reduce((sum, message) => applyMessage(sum, message).model, emptyTimeline)
    expect(model.order).toEqual(['m1', 'm2', 'm3', 'm4'])
  })

  it('RT3 a fresh page replaces what was there and keeps the text that runs', () => {
    const before = applyMessage(running('Hello'), sampleMessage({ id: 'm0', seq: 0 })).model
    const page = { items: [row(1, { generation: openGeneration('g1') })], before: 'c', after: null }
    const next = applyReload(before, page, 9)
    expect(next.model).toMatchObject({ seq: 9, order: ['m1'] })
    expect(next.model.gaps).toEqual([{ from: -1, to: 1, before: 'c', after: null }])
    expect(next.touched).toContain('m0')
    expect(textOf(next.model)).toBe('Hello')
  })

  it('ST5 an older page goes in front', () => {
    const { model } = applyReload(emptyTimeline, { items: [row(1)], before: 'c', after: null }, 1)
    const page = { items: [sampleMessage({ id: 'm0', seq: 0 })], before: null, after: 'm1' }
    const [gap] = model.gaps
    if (!gap) throw new Error('nothing is missing')
    expect(applyGapPage(model, page, gap, 'older').model).toMatchObject({ order: ['m0', 'm1'], gaps: [] })
  })

  it('UX4 a message whose surroundings are missing is not shown among others, until its page comes', () => {
    const newest = { items: [sampleMessage({ id: 'm9', seq: 9 })], before: 'c', after: null }
    const { model } = applyReload(emptyTimeline, newest, 9)
    const told = applyMessage(model, sampleMessage({ id: 'm4', seq: 4, version: 2, edits: 1 })).model
    expect(told.order).toEqual(['m9'])
    const stale = sampleMessage({ id: 'm4', seq: 4, version: 1 })
    const next = applyPage(told, { items: [stale], before: null, after: 'm4' }).model
    expect(next.order).toEqual(['m4', 'm9'])
    expect(next.rows.get('m4')).toMatchObject({ version: 2, edits: 1 })
    expect(next.gaps).toEqual([{ from: 4, to: 9, before: 'c', after: 'm4' }])
    // What is written now stands at the end all the same.
    expect(applyMessage(next, sampleMessage({ id: 'm10', seq: 10 })).model.order).toEqual(['m4', 'm9', 'm10'])
  })
})
