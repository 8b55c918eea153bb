import type { ThreadHandle } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { whenIdle } from './when-idle.ts'

/** A conversation in which nothing is asked for so long rests as well; milliseconds. */
const patience = 3_000

/**
 * Says when a conversation rests: an answer is on the screen and none is under way, or nobody has asked anything for a
 * while; and the page has nothing else to do. Until then the network belongs to the conversation (UX3).
 */
export class RestWatch implements ReactiveController {
  readonly #rests: () => void
  #thread: ThreadHandle | null = null
  #stop: (() => void) | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #ends = new AbortController()

  constructor(host: ReactiveControllerHost, rests: () => void) {
    this.#rests = rests
    host.addController(this)
  }

  enter(thread: ThreadHandle | null): void {
    this.hostDisconnected()
    this.#ends = new AbortController()
    this.#thread = thread
    if (!thread) return
    this.#stop = thread.$timeline.listen(() => this.#look(true))
    this.#timer = setTimeout(() => this.#look(false), patience)
    this.#look(true)
  }

  hostConnected(): void {
    if (!this.#stop) this.enter(this.#thread)
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = null
    clearTimeout(this.#timer)
    this.#ends.abort()
  }

  #look(answered: boolean): void {
    const { keys, running } = this.#thread?.$timeline.get() ?? { keys: [], running: null }
    const last = this.#thread?.$message(keys.at(-1) ?? '').get()
    if (running !== null || last?.delivery.state === 'pending' || (answered && last?.role !== 'assistant')) return
    whenIdle(this.#ends.signal).then(this.#rests, () => {})
  }
}
