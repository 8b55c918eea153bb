import type { SubscribeFrame } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { Connection } from './connection.ts'
import type { DoorContext } from './door-context.ts'
import { takeLimits } from './frame-limits.ts'
import { join } from './join.ts'
import type { JoinLane } from './join-lane.ts'
import { sendError } from './send-error.ts'
import { Subscription } from './subscription.ts'

const register = (door: DoorContext, connection: Connection, thread: string | undefined): Subscription => {
  const { principal } = connection
  if (!principal) throw new CodedError('unauthenticated')
  const { subscriptions } = connection
  if (!subscriptions.has(thread ?? 'feed') && subscriptions.size >= bounds.subscriptions) {
    throw new CodedError('too_many', { detail: `A connection has at most ${bounds.subscriptions} subscriptions` })
  }
  const room = thread === undefined ? null : door.topics.room(thread)
  const topic = room ? room.topic : door.topics.feed(principal.userId)
  const subscription = new Subscription(connection, principal, topic, room, door.logger)
  connection.adopt(subscription)
  return subscription
}

/** Why one that its client ended has no place: it subscribed to the same again, or does not want it any more. */
const overtaken = ({ subscriptions }: Connection, { key }: Subscription): CodedError =>
  subscriptions.has(key)
    ? new CodedError('too_many', { detail: 'A later subscription to the same took its place' })
    : new CodedError('state_conflict', { detail: 'It was ended before it had a place' })

/** Subscribes a connection; one that it has of the same topic is replaced, and begins where this one says. */
export const subscribe = async (
  door: DoorContext,
  connection: Connection,
  joins: JoinLane,
  frame: Omit<SubscribeFrame, 'type'>,
): Promise<void> => {
  try {
    const refused = await takeLimits(door, 'subscribe', connection)
    if (refused) {
      door.metrics.limited('subscribe')
      throw refused
    }
    const subscription = register(door, connection, frame.thread)
    const request = { id: frame.id, afterSeq: frame.afterSeq, live: frame.live ?? [], lane: joins }
    const leave = joins.push(() => join(door, connection, subscription, request))
    subscription.whenUnplaced = reason => {
      leave()
      if (!connection.principal) return
      const error = reason ?? overtaken(connection, subscription)
      sendError(door, connection, error, { id: frame.id })
    }
  } catch (error) {
    sendError(door, connection, error, { id: frame.id })
  }
}
