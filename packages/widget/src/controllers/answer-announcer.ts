import type { ChatSession, MessageView, ThreadHandle } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Surface } from '../context/surface-context.ts'
import type { Localisation } from '../locales/localisation.ts'
import { settledLength, spokenText } from './spoken-text.ts'

/** What it reads the conversation out with; asked each time, for any of it may change. */
export interface Voice {
  readonly words: Localisation | null | undefined
  readonly session: ChatSession | null | undefined
  readonly surface: Pick<Surface, 'announce' | 'announcing'> | null | undefined
}

/** An answer that is being read out, and how much of its text was said. */
interface Followed {
  readonly key: string
  readonly stop: () => void
  said: number
  timer: ReturnType<typeof setTimeout> | undefined
}

const pauseMs = 1_500

/**
 * Reads out what others say while the thread is open (UX2): an answer sentence by sentence, or whole at its end, and
 * then that it is complete; a person's message whole. Never by token, never twice; neither one's own words nor what was
 * there before.
 */
export class AnswerAnnouncer implements ReactiveController {
  readonly #voice: () => Voice
  #thread: ThreadHandle | null = null
  #stops: (() => void)[] = []
  /** Messages that were there when the thread was opened, or that were read out. */
  #known: Set<string> | null = null
  #running: Followed | null = null

  constructor(host: ReactiveControllerHost, voice: () => Voice) {
    this.#voice = voice
    host.addController(this)
  }

  enter(thread: ThreadHandle | null): void {
    this.#leave()
    this.#thread = thread
    if (!thread) return
    this.#stops.push(thread.$timeline.listen(() => this.#look()))
    this.#look()
  }

  hostConnected(): void {
    if (this.#thread && this.#stops.length === 0) this.enter(this.#thread)
  }

  hostDisconnected(): void {
    this.#leave()
  }

  #leave(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#finishFollowing()
    this.#known = null
  }

  #look(): void {
    const thread = this.#thread
    if (!thread) return
    const { status, keys, running } = thread.$timeline.get()
    if (status === 'loading' || status === 'gone') return
    const fresh = this.#known === null && status !== 'new' ? [] : this.#freshKeys(keys)
    this.#known = new Set(keys)
    for (const key of fresh) this.#arrived(thread, key)
    if (running !== null && running !== this.#running?.key) this.#follow(thread, running)
  }

  // Older pages come at the beginning, and are history; so is another part of the thread, as around a message sought.
  #freshKeys(keys: readonly string[]): string[] {
    const known = this.#known ?? new Set<string>()
    const last = keys.findLastIndex(key => known.has(key))
    return last < 0 && known.size > 0 ? [] : keys.slice(last + 1)
  }

  #arrived(thread: ThreadHandle, key: string): void {
    const view = thread.$message(key).get()
    const { words, session, surface } = this.#voice()
    // It began and ended while it could not be followed, as without a connection.
    if (view?.answer && view.answer.state !== 'running' && view.deletedAt === null) this.#ended(view, 0)
    if (!view || !words || view.role !== 'user' || view.authorId === null || view.authorId === session?.user.id) return
    const text = view.parts.map(part => (part.kind === 'text' ? part.text : '')).join('')
    surface?.announce(
      words.text('announce.message', {
        name: view.authorName ?? words.text('message.someone'),
        text: spokenText(text),
      }),
    )
  }

  #follow(thread: ThreadHandle, key: string): void {
    this.#finishFollowing()
    const { words, surface } = this.#voice()
    const $message = thread.$message(key)
    // One that was under way when the thread was opened goes on from where it is.
    const said = answerText($message.get()).length
    const running: Followed = { key, said, timer: undefined, stop: $message.listen(view => this.#grew(view)) }
    this.#running = running
    if (said === 0 && words) surface?.announce(words.text('announce.thinking'))
  }

  #grew(view: MessageView | null): void {
    const running = this.#running
    if (!running) return
    if (view?.answer?.state === 'running') {
      if (this.#voice().surface?.announcing() === 'end') return
      running.timer ??= setTimeout(() => {
        running.timer = undefined
        const text = answerText(this.#current(running.key))
        this.#say(text, settledLength(text, running.said, this.#voice().words?.tag ?? 'en'))
      }, pauseMs)
      return
    }
    this.#finishFollowing()
    this.#ended(view, running.said)
  }

  /** Says what of an answer was not said yet, and how it ended. */
  #ended(view: MessageView | null, said: number): void {
    const { words, surface } = this.#voice()
    const rest = spokenText(answerText(view).slice(said))
    if (rest !== '') surface?.announce(rest)
    if (!words || !view?.answer) return
    if (view.answer.state === 'done') surface?.announce(words.text('announce.done'))
    else if (view.answer.state === 'stopped') surface?.announce(words.text('announce.stopped'))
    else surface?.announce(words.text(view.answer.state === 'interrupted' ? 'answer.interrupted' : 'answer.failed'))
  }

  #current(key: string): MessageView | null {
    return this.#thread?.$message(key).get() ?? null
  }

  /** Says what of a text was not said yet, up to a place in it. */
  #say(text: string, end: number): void {
    const running = this.#running
    if (!running || end <= running.said) return
    const fresh = spokenText(text.slice(running.said, end))
    running.said = end
    if (fresh !== '') this.#voice().surface?.announce(fresh)
  }

  #finishFollowing(): void {
    clearTimeout(this.#running?.timer)
    this.#running?.stop()
    this.#running = null
  }
}

const answerText = (view: MessageView | null): string =>
  view?.parts.map(part => (part.kind === 'text' ? part.text : '')).join('\n') ?? ''
