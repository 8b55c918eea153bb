import type { ServerFrame } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { problemOfError } from '../testing/problem-of-error.ts'
import { Subscriptions, type Topic } from './subscriptions.ts'

const thread = 'a'

const setup = () => {
  const clock = manualClock()
  const sent: { type: string; id?: string }[] = []
  const refused: string[] = []
  const frames: ServerFrame[] = []
  let open = true
  const subscriptions = new Subscriptions(frame => {
    if (open) sent.push(frame)
    return open
  }, clock)
  const topic: Topic = {
    place: () => ({ afterSeq: 3 }),
    subscribed: frame => frames.push(frame),
    frame: frame => frames.push(frame),
    refused: ({ code }) => refused.push(code),
  }
  const setOpen = (on: boolean) => {
    open = on
  }
  return { clock, sent, refused, frames, subscriptions, topic, setOpen }
}

const subscribed = (id: string): ServerFrame => ({
  type: 'subscribed',
  id,
  thread,
  seq: 4,
  mode: 'resumed',
  events: [],
  state: null,
})

describe('Subscriptions', () => {
  it('RT2 a gap asks again from the own place: once while an answer is due, and not in a loop', async () => {
    const { clock, sent, subscriptions, topic } = setup()
    const followed = subscriptions.follow({ thread }, topic)
    followed.ask()
    followed.ask()
    expect(sent).toEqual([{ type: 'subscribe', id: 's1', thread, afterSeq: 3 }])
    subscriptions.frame(subscribed('s1'))
    followed.ask()
    followed.ask()
    expect(sent).toHaveLength(1)
    await clock.advance(200)
    expect(sent).toHaveLength(2)
    followed.stop()
    expect(sent.at(-1)).toEqual({ type: 'unsubscribe', thread })
    expect(clock.waiting).toBe(0)
  })

  it('RT3 each connection subscribes anew from the place that one has', () => {
    const { sent, subscriptions, topic, setOpen } = setup()
    setOpen(false)
    subscriptions.follow({ thread }, topic)
    subscriptions.follow({ feed: true }, topic)
    setOpen(true)
    subscriptions.up()
    subscriptions.down()
    subscriptions.up()
    expect(sent.map(({ type }) => type)).toEqual(['subscribe', 'subscribe', 'subscribe', 'subscribe'])
    expect(new Set(sent.map(({ id }) => id)).size).toBe(4)
  })

  it('RT3 a subscription that is refused for now is tried again, one that is refused is over', async () => {
    const { clock, sent, refused, subscriptions, topic } = setup()
    subscriptions.follow({ thread }, topic)
    const wait = problemOfError(new ChatError('rate_limited', { retryAfter: 2 }))
    expect(subscriptions.frame({ type: 'error', id: 's1', problem: wait })).toBe(true)
    await clock.advance(3_000)
    expect(sent).toHaveLength(2)
    subscriptions.frame({ type: 'error', id: 's2', problem: problemOfError(new ChatError('not_found')) })
    expect(refused).toEqual(['not_found'])
    expect(subscriptions.frame({ type: 'error', id: 'other', problem: wait })).toBe(false)
    subscriptions.frame({ type: 'gone', thread, problem: problemOfError(new ChatError('forbidden')) })
    expect(refused).toEqual(['not_found', 'forbidden'])
  })

  it('SE5 a gap does not ask before the pause that the server wanted is over', async () => {
    const { clock, sent, subscriptions, topic } = setup()
    const followed = subscriptions.follow({ thread }, topic)
    const problem = problemOfError(new ChatError('rate_limited', { retryAfter: 10 }))
    subscriptions.frame({ type: 'error', id: 's1', problem })
    for (let second = 0; second < 9; second++) {
      followed.ask()
      await clock.advance(1_000)
    }
    expect(sent).toHaveLength(1)
    await clock.advance(2_000)
    expect(sent).toHaveLength(2)
  })

  it('RT13 frames go to whom they concern, and to nobody else', () => {
    const { frames, subscriptions, topic } = setup()
    subscriptions.follow({ thread }, topic)
    const typing = (of: string): ServerFrame => ({
      type: 'typing',
      thread: of,
      user: { id: 'u', name: null },
      on: true,
    })
    expect(subscriptions.frame(typing('a'))).toBe(true)
    expect(subscriptions.frame(typing('b'))).toBe(false)
    expect(subscriptions.frame({ type: 'renewed' })).toBe(false)
    expect(frames).toEqual([typing('a')])
  })
})
