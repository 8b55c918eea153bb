import type { Message, Page } from '@chat-view/protocol'
import { abortable } from '../abortable.ts'
import { whenConnected } from '../connection/when-connected.ts'
import { ChatError } from '../errors/chat-error.ts'
import { path } from '../http/path.ts'
import { applyPage } from '../messages/apply-frame.ts'
import { beginning, type TimelineGap } from '../messages/timeline-gaps.ts'
import type { ThreadChannel } from './thread-channel.ts'
import type { ThreadServices } from './thread-services.ts'

/** Loads of one thread that are under way, by their gap and side: asked for twice, loaded once. */
const loads = new WeakMap<ThreadChannel, Map<string, Promise<void>>>()

const failed = (channel: ThreadChannel, error: unknown): unknown => {
  if (error instanceof ChatError && error.code !== 'aborted') channel.store.set({ error })
  return error
}

/** Waits for the thread's first page, which takes the place of all that is here; rejects when none can come any more. */
const begun = async (
  { store: { $timeline } }: ThreadChannel,
  { connector: { $connection } }: Pick<ThreadServices, 'connector'>,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = () => {
    if ($timeline.get().status !== 'loading') resolve()
    else if ($connection.get().state === 'closed') resolve(whenConnected($connection, signal))
  }
  const stops = [$timeline.listen(look), $connection.listen(look)]
  look()
  await abortable(promise, signal).finally(() => {
    for (const stop of stops) stop()
  })
}

/** Loads the messages around one that is not here; the answer is its key, or null where it is not in the thread. */
export const loadAround = async (
  channel: ThreadChannel,
  services: Pick<ThreadServices, 'connector' | 'request'>,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string | null> => {
  const { store } = channel
  const release = channel.hold()
  await begun(channel, services, signal).finally(release)
  if (store.shows(id)) return store.keyOf(id)
  if (store.$timeline.get().status !== 'ready') return null
  store.set({ error: null })
  try {
    const messages = path`/v1/threads/${channel.id}/messages`
    const page = await services.request<Page<Message>>({ path: messages, query: { around: id }, signal })
    channel.apply(applyPage(store.model, page))
  } catch (error) {
    if (error instanceof ChatError && error.code === 'not_found') return null
    throw failed(channel, error)
  }
  return store.shows(id) ? store.keyOf(id) : null
}

/** The gap that ends at a message that is shown. */
const gapBefore = ({ store }: ThreadChannel, key: string): TimelineGap | undefined => {
  const seq = store.view(key)?.seq ?? null
  // The message at its very end may have been set aside since.
  return seq === null ? undefined : store.model.gaps.findLast(({ from, to }) => from !== beginning && to <= seq)
}

/** Loads a page of what is missing before a message, at either side of the gap. */
export const loadGap = (
  channel: ThreadChannel,
  key: string,
  side: 'older' | 'newer',
  signal: AbortSignal | undefined,
): Promise<void> => {
  const gap = gapBefore(channel, key)
  if (!gap) return Promise.resolve()
  const running = loads.get(channel) ?? new Map<string, Promise<void>>()
  loads.set(channel, running)
  const name = `${side} ${gap.from} ${gap.to}`
  const begin = () => {
    const load = channel
      .loadGap(gap, side)
      .catch((error: unknown) => {
        throw failed(channel, error)
      })
      .finally(() => running.delete(name))
    running.set(name, load)
    channel.store.set({ error: null })
    return load
  }
  return abortable(running.get(name) ?? begin(), signal)
}
