import { onStart } from 'nanostores'
import { whenConnected } from '../connection/when-connected.ts'
import { ChatError } from '../errors/chat-error.ts'
import { onDemand } from '../on-demand.ts'
import { safeAtom } from '../safe-atom.ts'
import { noThreads, type ThreadList } from '../stores/thread-list.ts'
import { changeThreads } from './change-threads.ts'
import type { ThreadFeed } from './thread-feed.ts'
import type { ThreadServices } from './thread-services.ts'
import type { ThreadsApi } from './threads-api.ts'

/** The user's lists of threads; what follows and reads them comes with the first look, or the first call. */
export class ThreadsOnDemand {
  readonly $threads = safeAtom<ThreadList>(noThreads)
  readonly $archived = safeAtom<ThreadList>(noThreads)
  readonly api: ThreadsApi
  readonly #services: () => ThreadServices
  /** The lists that somebody looked at: `true` for the archived ones. */
  readonly #looked = new Set<boolean>()
  #loading: Promise<typeof import('./open-threads.ts')> | null = null
  /** Null until somebody looked. */
  feed: ThreadFeed | null = null

  constructor(services: () => ThreadServices) {
    this.#services = services
    onStart(this.$threads, () => this.#look(false))
    onStart(this.$archived, () => this.#look(true))
    const load = async () => {
      const [{ createThreadsApi }, feed] = [await this.#load(), await this.load()]
      return createThreadsApi(services(), feed)
    }
    this.api = {
      ...changeThreads(services),
      ...onDemand(load, { loadMore: true, list: true, get: true, search: true, export: true }),
    }
  }

  async load(): Promise<ThreadFeed> {
    const { ThreadFeed } = await this.#load()
    if (this.feed) return this.feed
    this.feed = new ThreadFeed(this.#services, this.$threads, this.$archived)
    // Also where its code could not be had at the look itself.
    for (const archived of this.#looked) this.feed.look(archived)
    return this.feed
  }

  #load(): Promise<typeof import('./open-threads.ts')> {
    this.#loading ??= import('./open-threads.ts').catch(cause => {
      // The next look tries again.
      this.#loading = null
      throw new ChatError('network', { cause })
    })
    return this.#loading
  }

  #look(archived: boolean): void {
    const { closing, connector } = this.#services()
    if (closing.aborted) return
    this.#looked.add(archived)
    const $list = archived ? this.$archived : this.$threads
    const { status } = $list.value ?? noThreads
    if (status === 'idle') $list.set({ ...noThreads, status: 'loading' })
    connector.start()
    this.load().then(
      feed => feed.look(archived),
      (error: ChatError) => {
        $list.set({ ...noThreads, status: 'failed', error })
        // Where there was no network, the list comes when that is back.
        if (!connector.connected)
          whenConnected(connector.$connection, closing).then(
            () => this.#look(archived),
            () => {},
          )
      },
    )
  }
}
