import type { LivePlace, ServerFrameOf, SubscribeFrame } from '@chat-view/protocol'
import { threadOf } from '../domain/hydrate-events.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import type { JoinLane } from './join-lane.ts'
import { recheckAccess } from './recheck-access.ts'
import type { Room } from './room.ts'
import type { Subscription } from './subscription.ts'
import type { TopicRead } from './topic.ts'

/** What a subscription asks for. */
export interface JoinRequest {
  readonly id: string
  readonly afterSeq: SubscribeFrame['afterSeq']
  readonly live: readonly LivePlace[]
  readonly lane: JoinLane
}

type Answer = Omit<ServerFrameOf<'subscribed'>, 'type' | 'id'>
type Fresh = Pick<Answer, 'seq' | 'state'>

const resumed = (subscription: Subscription, { entries, upTo }: TopicRead): Answer => {
  for (const entry of entries) subscription.meet(entry)
  return {
    seq: upTo,
    mode: 'resumed',
    events: entries.map(({ frame }) => (frame.frame.type === 'event' ? frame.frame.event : null)),
    state: null,
  }
}

/** What was missed since `afterSeq`; a fresh page where that is too much, or where the order does not get there. */
const answer = async (
  subscription: Subscription,
  afterSeq: number | undefined,
  newest: number,
  page: () => Promise<Fresh>,
): Promise<Answer> => {
  const missed = afterSeq === undefined || afterSeq > newest ? null : await subscription.topic.source.missed(afterSeq)
  return missed ? resumed(subscription, missed) : { mode: 'reload', events: [], ...(await page()) }
}

const joinThread = async (
  door: DoorContext,
  principal: Principal,
  subscription: Subscription,
  room: Room,
  { afterSeq, lane }: JoinRequest,
): Promise<Answer> => {
  const read = () => door.reads.access(principal, room.thread, 'thread.read')
  const { thread, role } = await lane.reach(afterSeq, read, found => found.thread.seq)
  subscription.allowed(thread.seq)
  const given = await answer(subscription, afterSeq, thread.seq, async () => ({
    // The order's place is older than the page: what lies between comes again and is known by its version.
    seq: thread.seq,
    state: { thread: threadOf(thread), messages: await door.reads.listMessages(principal, room.thread, {}), role },
  }))
  return { thread: room.thread, ...given }
}

const joinFeed = async (
  door: DoorContext,
  principal: Principal,
  subscription: Subscription,
  { afterSeq, lane }: JoinRequest,
): Promise<Answer> => {
  const read = () => door.store.feedSeq(principal.userId)
  const newest = await lane.reach(afterSeq, read, seq => seq)
  const given = await answer(subscription, afterSeq, newest, async () => ({
    seq: newest,
    state: { threads: await door.reads.listThreads(principal, {}) },
  }))
  return { feed: true, ...given }
}

/**
 * Finds a subscription its place. It has been a follower since before the first read, so what is told of meanwhile is
 * not lost; and it needs no queue, for it reads on from its place (RT3).
 */
export const join = async (
  door: DoorContext,
  connection: Connection,
  subscription: Subscription,
  request: JoinRequest,
): Promise<void> => {
  try {
    await connection.whenReady()
    const { principal } = connection
    if (!principal || subscription.ended) return
    const { room } = subscription
    const given = room
      ? await joinThread(door, principal, subscription, room, request)
      : await joinFeed(door, principal, subscription, request)
    // Somebody may have been removed while the page was read.
    if (subscription.doubted) await recheckAccess(door.reads, subscription)
    if (subscription.ended) return
    if (subscription.doubted) throw new CodedError('store_unavailable')
    connection.sendFrame({ type: 'subscribed', id: request.id, ...given })
    subscription.place(given.seq)
    if (room && !subscription.ended) subscription.follow(door.live.follow(room.thread, subscription, request.live))
  } catch (error) {
    subscription.end(error)
  }
}
