import { setTimeout as delay } from 'node:timers/promises'
import { ChatError, type ThreadHandle } from '@chat-view/sdk'
import { chooseTransport } from '../../packages/sdk/src/transport/choose-transport.ts'
import { openSdkUser, type SdkUser, shownText } from '../../packages/server/src/testing/whole-server/sdk-user.ts'
import type { SeededRandom } from '../../packages/server/src/testing/whole-server/seeded-random.ts'
import { questionOf } from './fault-provider.ts'
import type { Recorder } from './recorder.ts'

/** A device of somebody, with the one thread that it looks at. */
interface Device {
  readonly name: string
  readonly user: SdkUser
  readonly thread: ThreadHandle
}

export interface LoadOptions {
  readonly url: string
  readonly recorder: Recorder
  readonly random: SeededRandom
  /** Begins the names of its talks: no two runs share one. */
  readonly name: string
  /** People, each with a talk of their own on two devices. */
  readonly people: number
  /** What each of them asks at least. */
  readonly questions: number
  /** How they come. */
  readonly transport: 'auto' | 'http'
}

/** People who talk on two devices each, stop, ask again, edit and go on, whatever happens to the servers. */
export interface Load extends AsyncDisposable {
  /** How many they have open now. */
  readonly devices: number
  /** Ids of their threads, as far as they exist. */
  readonly threads: readonly string[]
  /** The thread of a talk, by its name. */
  threadOf(topic: string): string | undefined
  /** Codes of what was refused or failed. */
  readonly failures: readonly string[]
  /** Resolves when everybody has asked what they wanted. */
  readonly asked: Promise<void>
  /** Has everything that was given gone out, and does nobody show anything running? */
  readonly isQuiet: boolean
  /** The devices that are connected now. */
  readonly connected: readonly string[]
  /** Tries at once where a device waits for its next try, as when it hears that its network is back. */
  nudge(): void
  /** Logs what every device shows now. */
  record(recorder: Recorder): void
}

const codeOf = (error: unknown): string => (error instanceof ChatError ? error.code : String(error))

class Talk {
  readonly first: Device
  second: Device | null = null
  readonly #topic: string
  readonly #options: LoadOptions
  readonly #failures: string[]
  #count = 0
  #isClosed = false

  constructor(topic: string, options: LoadOptions, failures: string[]) {
    this.#topic = topic
    this.#options = options
    this.#failures = failures
    this.first = this.#open(`${topic}-1`)
    // Follows the feed as well.
    this.first.user.chat.$threads.listen(() => {})
  }

  get devices(): Device[] {
    return this.second ? [this.first, this.second] : [this.first]
  }

  #open(name: string, visitor?: string, id?: string): Device {
    const { url, recorder, transport } = this.#options
    const way = chooseTransport({ server: url, project: 'pk_demo', transport }, url)
    const known = visitor === undefined ? {} : { visitor }
    const user = openSdkUser(url, { transport: recorder.wayOf(name, way), ...known })
    const thread = user.chat.thread(id)
    thread.$timeline.listen(() => {})
    return { name, user, thread }
  }

  async run(questions: number): Promise<void> {
    await this.#ask(() => this.first.thread.send(this.#question()))
    for (let asked = 1; asked < questions; asked++) await this.#next()
  }

  /** Opens nothing more, and closes what is open. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(this.devices.map(({ user }) => user[Symbol.asyncDispose]()))
  }

  #question(): string {
    return questionOf(this.#topic, ++this.#count)
  }

  /** Its second device, as soon as the thread is there. */
  #other(): Device {
    const visitor = this.first.user.visitor()
    const { id } = this.first.thread
    if (!this.second && !this.#isClosed && visitor !== null && id !== null)
      this.second = this.#open(`${this.#topic}-2`, visitor, id)
    return this.second ?? this.first
  }

  async #ask(give: () => ReturnType<ThreadHandle['send']>): Promise<void> {
    const { random } = this.#options
    const answer = give()
    const done = answer.done.catch((error: unknown) => void this.#failures.push(codeOf(error)))
    // Read along by pieces, as a program does, or not at all.
    if (random.below(2) === 0) void this.#read(answer)
    if (random.below(3) === 0) {
      await Promise.race([done, delay(200 + random.below(1_500))])
      await this.#other()
        .thread.stop()
        .catch((error: unknown) => void this.#failures.push(codeOf(error)))
    }
    await done
    this.#other()
  }

  async #read(answer: AsyncIterable<string>): Promise<void> {
    try {
      for await (const piece of answer) if (piece === '') this.#failures.push('an empty piece')
    } catch {
      // Its end is told by `done` as well.
    }
  }

  async #next(): Promise<void> {
    const { random } = this.#options
    const { thread } = random.below(2) === 0 ? this.first : this.#other()
    const views = thread.$timeline.get().keys.flatMap(key => thread.message(key) ?? [])
    const answered = views.findLast(({ answer, id }) => id !== null && answer !== null && answer.state !== 'running')
    const asked = views.findLast(({ role, id, deletedAt }) => role === 'user' && id !== null && deletedAt === null)
    const choice = random.below(5)
    if (choice === 0 && answered) return this.#ask(() => thread.regenerate(answered.key))
    if (choice === 1 && asked) return this.#ask(() => thread.edit(asked.key, this.#question()))
    if (choice === 2 && answered?.answer?.state === 'interrupted') return this.#ask(() => thread.continue(answered.key))
    return this.#ask(() => thread.send(this.#question()))
  }
}

/** Opens everybody, and lets them begin. */
export const startLoad = (options: LoadOptions): Load => {
  const { people, name, questions } = options
  const failures: string[] = []
  const talks = new Map(
    Array.from({ length: people }, (_, at) => {
      const topic = `${name}-${at}`
      return [topic, new Talk(topic, options, failures)] as const
    }),
  )
  const devices = (): Device[] => [...talks.values()].flatMap(talk => talk.devices)
  const asked = Promise.all(
    [...talks.values()].map(talk => talk.run(questions).catch((error: unknown) => failures.push(codeOf(error)))),
  ).then(() => {})
  return {
    asked,
    failures,
    get devices() {
      return devices().length
    },
    get threads() {
      return [...talks.values()].flatMap(({ first }) => first.thread.id ?? [])
    },
    threadOf: topic => talks.get(topic)?.first.thread.id ?? undefined,
    get isQuiet() {
      return devices().every(({ user: { chat }, thread }) => {
        const { status, running } = thread.$timeline.get()
        return (status === 'ready' || status === 'new') && running === null && chat.$outbox.get().length === 0
      })
    },
    get connected() {
      return devices().flatMap(({ name, user }) => (user.chat.$connection.get().state === 'connected' ? [name] : []))
    },
    nudge() {
      for (const { user } of devices())
        if (user.chat.$connection.get().state === 'waiting') user.chat.reconnect().catch(() => {})
    },
    record(into) {
      for (const { name: client, thread } of devices()) {
        const views = thread.$timeline.get().keys.flatMap(key => thread.message(key) ?? [])
        const messages = views.map(view => ({
          id: view.id,
          text: view.deletedAt === null ? shownText(view) : '',
          deleted: view.deletedAt !== null,
          state: view.answer?.state ?? null,
        }))
        into.add({ kind: 'shown', client, thread: thread.id ?? 'none', messages })
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...talks.values()].map(talk => talk.close()))
    },
  }
}
