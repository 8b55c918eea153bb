import type { MessagePart } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textOfParts } from '../domain/text-of-parts.ts'
import type { LogItem } from '../ports/generation-log.ts'
import { AnswerDraft } from './answer-draft.ts'
import { replayEntries } from './replay-entries.ts'

const entry = (items: LogItem[], seq = 1) => ({ position: { term: 1, seq }, items })

const step = fc.oneof(
  fc.record({ do: fc.constantFrom('text' as const, 'reasoning' as const), piece: fc.string({ unit: 'binary' }) }),
  fc.record({ do: fc.constant('half' as const) }),
  fc.record({ do: fc.constant('cite' as const) }),
  fc.record({ do: fc.constant('take' as const) }),
)
const paid: MessagePart = { kind: 'tool', call: 'c', name: 'pay', state: 'interrupted', arguments: '{}', result: null }
const base = fc.constantFrom<MessagePart[]>(
  [],
  [{ kind: 'text', text: 'Once upon ' }],
  [
    { kind: 'reasoning', text: 'hm' },
    { kind: 'text', text: 'A' },
    { kind: 'citation', number: 1, title: 't', url: null, quote: null },
  ],
  [{ kind: 'reasoning', text: 'only thoughts' }],
  [{ kind: 'text', text: 'I will pay. ' }, paid],
)

it('RT2 what is taken, window by window, replays to the parts, and length and hash are theirs', () => {
  fc.assert(
    fc.property(base, fc.array(step, { maxLength: 30 }), (before, steps) => {
      const draft = new AnswerDraft(before)
      const entries = []
      for (const [i, what] of steps.entries()) {
        if (what.do === 'take') entries.push(entry(draft.take(), i))
        else if (what.do === 'cite') draft.addCitation('Title', 'https://example.com', null)
        else if (what.do === 'half') draft.add('text', '\ud83d', 0)
        else draft.add(what.do, what.piece, 0)
      }
      draft.close(0)
      entries.push(entry(draft.take(), steps.length))
      expect(draft.due).toBe(false)
      const replayed = replayEntries(before, entries)
      const plain = draft.parts.map(({ ...part }) => {
        if (part.kind === 'reasoning' && part.seconds === 0) delete part.seconds
        return part
      })
      expect(replayed.parts).toEqual(plain)
      const text = textOfParts(draft.parts)
      expect(draft.length).toBe(text.length)
      expect(draft.hash).toBe(hashText(text))
      expect(text.isWellFormed()).toBe(true)
    }),
  )
})

it('RT2 all over its base in one entry rebuilds a log that has forgotten, and may overlap what readers have', () => {
  fc.assert(
    fc.property(base, fc.array(step, { maxLength: 20 }), fc.nat(20), (before, steps, known) => {
      const draft = new AnswerDraft(before)
      const entries = []
      for (const [i, what] of steps.entries()) {
        if (what.do === 'cite') draft.addCitation('Title', null, 'quote')
        else if (what.do === 'text' || what.do === 'reasoning') draft.add(what.do, what.piece, 0)
        if (i < known) entries.push(entry(draft.take(), i))
      }
      const rebuilt = draft.takeAll()
      expect(draft.due).toBe(false)
      const alone = replayEntries(before, [entry(rebuilt)]).parts
      expect(replayEntries(before, [...entries, entry(rebuilt)]).parts).toEqual(alone)
      expect(textOfParts(alone)).toBe(textOfParts(draft.parts))
    }),
  )
})

it('CV2 an answer that is continued goes on in its last text part, at its end', () => {
  const draft = new AnswerDraft([
    { kind: 'text', text: 'Once ' },
    { kind: 'citation', number: 1, title: 'A tale', url: null, quote: null },
  ])
  expect(draft.due).toBe(false)
  draft.add('text', 'upon a time', 0)
  expect(draft.take()).toEqual([{ kind: 'text', part: 0, offset: 5, text: 'upon a time' }])
  draft.addCitation('Another', null, null)
  expect(draft.take()).toMatchObject([{ kind: 'part', part: 2, data: { number: 2 } }])
  expect(draft.size).toBe(3)
})

it('CV2 what an answer says after a call stands behind it, also when it is continued', () => {
  const draft = new AnswerDraft([{ kind: 'text', text: 'I will pay. ' }, paid])
  draft.add('text', 'The outcome is not known.', 0)
  expect(draft.take()).toEqual([
    { kind: 'part', part: 2, data: { kind: 'text', text: '' } },
    { kind: 'text', part: 2, offset: 0, text: 'The outcome is not known.' },
  ])
  expect(textOfParts(draft.parts)).toBe('I will pay. The outcome is not known.')
})

it('AI10 reasoning is a part of its own and tells how long it took', () => {
  const draft = new AnswerDraft([])
  draft.add('reasoning', 'First, ', 1_000)
  draft.add('reasoning', 'think.', 2_000)
  draft.add('text', 'Yes.', 4_000)
  expect(draft.parts).toEqual([
    { kind: 'reasoning', text: 'First, think.', seconds: 3 },
    { kind: 'text', text: 'Yes.' },
  ])
})
