import type { ClientFrame, EventsRequest, SubscribeFrame } from '@chat-view/protocol'

type Topic = NonNullable<EventsRequest['unsubscribe']>[number]
type Named = { readonly thread?: string | undefined }

/** Topics that were left are named to the next stream; of very many the oldest are not. */
const mostLeft = 400

const keyOf = ({ thread }: Named): string => thread ?? 'feed'

/** The topic of a frame, by itself. */
export const topicOf = ({ thread }: Named): Topic => (thread ? { thread } : { feed: true })

/** What the next stream is opened with: the place after the last one, and what that does not know. */
export class StreamWish {
  token = ''
  /** The id of the last event. */
  cursor: string | undefined
  #protocol = 1
  #hidden = false
  // Subscriptions that were not answered yet, and topics that the cursor may still name: by topic.
  readonly #asked = new Map<string, SubscribeFrame>()
  readonly #left = new Map<string, Topic>()

  /** The client sends a frame. */
  sent(frame: ClientFrame): void {
    if (frame.type === 'hello') {
      this.token = frame.token ?? ''
      this.#protocol = frame.protocol
    } else if (frame.type === 'renew') this.token = frame.token
    else if (frame.type === 'visibility') this.#hidden = frame.hidden
    else if (frame.type === 'subscribe') this.#asked.set(keyOf(frame), frame)
    else if (frame.type === 'unsubscribe') this.#leave(frame)
  }

  /** A subscription was answered, whatever the answer was. */
  answered(id: string | undefined): void {
    for (const [key, asked] of this.#asked) if (asked.id === id) this.#asked.delete(key)
  }

  /** A stream was opened with all of this. */
  opened(): void {
    this.#left.clear()
  }

  request(poll: boolean): EventsRequest {
    const { cursor } = this
    const subscribe = [...this.#asked.values()].map(({ type: _, ...entry }) => entry)
    const more = cursor === undefined ? {} : { cursor, unsubscribe: [...this.#left.values()] }
    return { protocol: this.#protocol, subscribe, hidden: this.#hidden, poll, ...more }
  }

  #leave(topic: Named): void {
    const key = keyOf(topic)
    this.#asked.delete(key)
    this.#left.set(key, topicOf(topic))
    const [oldest] = this.#left.keys()
    if (this.#left.size > mostLeft && oldest !== undefined) this.#left.delete(oldest)
  }
}
