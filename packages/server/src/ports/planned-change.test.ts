import { expect, it } from 'vitest'
import { PlannedChange } from './planned-change.ts'
import { planAnswerTurn, planTurn } from './planned-turn.ts'

const thread = { seq: 4, notableSeq: 2, lastActivityAt: 1_000, title: 'Trains' }
const message = { id: 'm1', authorId: 'u1', text: 'hello' }
const answer = { messageId: 'm2', generationId: 'g1', owner: 'n1', provider: 'demo', model: 'demo' }

it('ST2 a change without events changes no order', () => {
  expect(new PlannedChange(thread, 2_000).order()).toBeNull()
})

it('ST2 events take the places that follow the thread, in the order in which they were planned', () => {
  const change = new PlannedChange(thread, 2_000)
  expect([change.plan('message.updated'), change.plan('answer.ended')]).toEqual([5, 6])
  expect(change.events.map(({ seq, type }) => [seq, type])).toEqual([
    [5, 'message.updated'],
    [6, 'answer.ended'],
  ])
})

it('ST5 only activity moves a thread in lists, and its clock never goes back', () => {
  const quiet = new PlannedChange(thread, 2_000)
  quiet.plan('thread.updated')
  expect(quiet.order()).toEqual({
    seq: 5,
    firstSeq: 5,
    notableSeq: 2,
    lastActivityAt: 1_000,
    active: false,
    kind: 'change',
  })
  const late = new PlannedChange(thread, 1)
  late.plan('message.updated', { activity: true, notable: true })
  expect(late.order()).toEqual({
    seq: 5,
    firstSeq: 5,
    notableSeq: 5,
    lastActivityAt: 1_000,
    active: true,
    kind: 'activity',
  })
})

it('ST2 the newest notable place stands, whatever follows it', () => {
  const change = new PlannedChange({ ...thread, title: null }, 2_000)
  const turn = planTurn(change, message, answer)
  expect(turn).toEqual({ message: { ...message, seq: 5 }, answer: { ...answer, seq: 6 }, count: 2 })
  expect(change.order()).toMatchObject({ seq: 7, firstSeq: 5, notableSeq: 5, kind: 'untitled activity' })
})

it('ST2 an answer to a message that is there adds itself alone, and none adds nothing', () => {
  const change = new PlannedChange(thread, 2_000)
  expect(planAnswerTurn(change, undefined)).toEqual({ message: null, answer: null, count: 0 })
  expect(change.order()).toBeNull()
  expect(planAnswerTurn(change, answer)).toEqual({ message: null, answer: { ...answer, seq: 5 }, count: 1 })
  expect(change.events.map(({ type }) => type)).toEqual(['message.created', 'answer.started'])
})
