import { expect, it } from 'vitest'
import type { HistoryRecord } from '../../packages/server/src/testing/history/history-record.ts'
import { lateEnds, toldAfterLoss } from './lost-nodes.ts'

const node = (at: number, state: 'killed' | 'held' | 'started'): HistoryRecord => ({
  kind: 'node',
  at,
  node: 'node 1',
  state,
})
const ended = (at: number, generation: string): HistoryRecord =>
  ({ kind: 'received', at, frame: { type: 'event', event: { type: 'answer.ended', generation } } }) as HistoryRecord
const back = (at: number, ...generations: string[]): HistoryRecord =>
  ({
    kind: 'received',
    at,
    frame: { type: 'subscribed', events: generations.map(generation => ({ type: 'answer.ended', generation })) },
  }) as unknown as HistoryRecord
const row = (id: string, term: number): HistoryRecord =>
  ({ kind: 'generation', at: 0, row: { id, term } }) as HistoryRecord

it('RT5 the time from a loss to its first reader is told of each answer that was taken over, and of no other', () => {
  const history = [
    ended(500, 'before'),
    node(1_000, 'killed'),
    node(2_000, 'started'),
    ended(4_000, 'own'),
    ended(4_200, 'lost'),
    ended(4_900, 'lost'),
    back(5_500, 'lost', 'told late'),
    node(10_000, 'held'),
    ended(14_000, 'slept'),
    ...[row('before', 2), row('own', 1), row('lost', 2), row('told late', 2), row('slept', 3)],
  ]
  expect(toldAfterLoss(history)).toEqual([3_200, 4_500, 4_000])
  expect(lateEnds(history)).toEqual([])
})

it('RT5 an end that came far too late after a loss is a violation', () => {
  const history = [node(1_000, 'held'), ended(40_000, 'slept'), row('slept', 2)]
  expect(lateEnds(history)).toMatchObject([{ kind: 'stuck', about: 'slept', record: 1 }])
  expect(toldAfterLoss(history)).toEqual([39_000])
})
