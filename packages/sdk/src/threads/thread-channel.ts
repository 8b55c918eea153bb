import type { Message, Page, ServerFrame, ServerFrameOf, Thread, ThreadEntry, ThreadEvent } from '@chat-view/protocol'
import type { Followed, Topic } from '../connection/subscriptions.ts'
import { ChatError } from '../errors/chat-error.ts'
import { applyEvent, applyGapPage, applyLiveFrame, applyReload } from '../messages/apply-frame.ts'
import { applyMessages } from '../messages/apply-message.ts'
import { oldestGap, type TimelineGap } from '../messages/timeline-gaps.ts'
import { livePlaces, type Step, step } from '../messages/timeline-model.ts'
import { pendingMessages } from '../outbox/pending-messages.ts'
import { waitingChanges, waitingOpinions } from '../outbox/waiting-changes.ts'
import { safeAtom } from '../safe-atom.ts'
import { TimelineStore } from '../stores/timeline-store.ts'
import { SummariesStore } from '../summaries/summaries-store.ts'
import { asError } from './as-error.ts'
import { repairMessage } from './repair-message.ts'
import { ThreadPeople } from './thread-people.ts'
import type { ThreadServices } from './thread-services.ts'
import type { ThreadState } from './thread-state.ts'

/** One thread as this client holds it: shared by its handles, followed while one of them is open. */
export class ThreadChannel implements Topic {
  /** The name under which it was opened. */
  readonly key: string
  readonly store: TimelineStore
  readonly people: ThreadPeople
  readonly summaries: SummariesStore
  readonly $thread = safeAtom<ThreadState>({ status: 'loading' })
  id: string | null
  /** As the server has it. */
  #state: ThreadState = { status: 'loading' }
  readonly #services: ThreadServices
  readonly #abandoned: () => void
  readonly #fetching = new Set<string>()
  #holders = 0
  #followed: Followed | null = null
  #older: Promise<boolean> | null = null

  /** `abandoned` is called when the last handle was closed. */
  constructor(services: ThreadServices, key: string, id: string | null, abandoned: () => void) {
    this.#services = services
    this.#abandoned = abandoned
    this.key = key
    this.id = id
    this.store = new TimelineStore(id ? 'loading' : 'new')
    this.people = new ThreadPeople(services, () => this.id)
    this.summaries = new SummariesStore(services, () => this.id)
    if (!id) this.#become({ status: 'new' })
    this.outboxChanged()
  }

  /** One more who needs it; the answer lets go of it again. */
  hold(): () => void {
    if (this.#holders++ === 0) this.#follow()
    let held = true
    return () => {
      if (!held) return
      held = false
      if (--this.#holders === 0) this.#leave()
    }
  }

  /** Its first message has created it. */
  created(thread: ThreadEntry): void {
    if (this.id) return
    this.id = thread.id
    this.#become({ status: 'open', thread, role: thread.role })
    this.store.set({ status: 'ready' })
    if (this.#holders > 0) this.#follow()
  }

  /** Its user was let in (again) while it was open here. */
  admitted(): void {
    if (this.#state.status !== 'gone') return
    this.clear()
    if (this.#holders > 0) this.#follow()
  }

  /** Its row, where it is not older than the one that is here. */
  updated(thread: Thread): void {
    const state = this.#state
    if (state.status === 'open' && thread.version >= state.thread.version) this.#become({ ...state, thread })
  }

  /** Rows that came as a command's result. */
  merge(messages: readonly (Message | null)[]): void {
    const rows = messages.filter(message => message !== null)
    this.apply(applyMessages(this.store.model, rows))
  }

  outboxChanged(): void {
    const { outbox } = this.#services
    this.store.setPending(pendingMessages(outbox, [this.key, this.id]), waitingOpinions(outbox))
    this.#become(this.#state)
  }

  apply(next: Step): void {
    this.store.apply(next)
    for (const id of next.touched) this.#services.tools.runner?.look(this, id)
    if (next.ask) this.#followed?.ask()
    for (const id of next.fetch) void this.#repair(id)
  }

  place(): ReturnType<Topic['place']> {
    const { model } = this.store
    return model.seq > 0 ? { afterSeq: model.seq, live: livePlaces(model) } : null
  }

  subscribed(frame: ServerFrameOf<'subscribed'>): void {
    const { state } = frame
    if (frame.mode === 'reload' && state && 'messages' in state) {
      this.#become({ status: 'open', thread: state.thread, role: state.role })
      this.apply(applyReload(this.store.model, state.messages, frame.seq))
    } else {
      for (const event of frame.events) this.#event(event as ThreadEvent)
      const { model } = this.store
      this.apply(step({ ...model, seq: Math.max(model.seq, frame.seq) }))
    }
    // What was missed was its end.
    if (this.#state.status === 'gone') return
    if (this.store.$timeline.get().status !== 'ready') this.store.set({ status: 'ready', error: null })
    for (const { message, repairing } of this.store.model.live.values()) if (repairing) void this.#repair(message)
    this.people.refresh()
    void this.summaries.followed?.refresh()
  }

  frame(frame: ServerFrame): void {
    switch (frame.type) {
      case 'event':
        this.#event(frame.event as ThreadEvent)
        return
      case 'delta':
      case 'part':
      case 'status':
      case 'snapshot':
        this.apply(applyLiveFrame(this.store.model, frame))
        return
      case 'typing':
      case 'presence':
        this.people.frame(frame)
    }
  }

  /** It is gone. */
  refused(error: ChatError): void {
    this.#forget()
    this.#become({ status: 'gone', error })
    this.store.set({ status: 'gone', error })
    this.#followed?.stop()
    this.#followed = null
  }

  loadOlder(): Promise<boolean> {
    this.#older ??= this.#loadOlder().finally(() => {
      this.#older = null
    })
    return this.#older
  }

  /** Another user is here: nothing of the former one stays (SE1). */
  clear(): void {
    this.#forget()
    if (this.id) this.#become({ status: 'loading' })
    this.store.set({ status: this.id ? 'loading' : 'new', error: null })
  }

  /** Shown with what waits in the outbox. */
  #become(state: ThreadState): void {
    this.#state = state
    const change = waitingChanges(this.#services.outbox).get(this.id)
    this.$thread.set(change && state.status === 'open' ? { ...state, thread: { ...state.thread, ...change } } : state)
  }

  #event(event: ThreadEvent): void {
    if (event.type === 'thread.deleted') {
      this.refused(new ChatError('deleted'))
      return
    }
    if (event.type === 'thread.updated' || event.type === 'thread.created') this.updated(event.thread)
    if (event.type === 'participants.changed') this.#refreshRole()
    this.summaries.followed?.event(event)
    this.apply(applyEvent(this.store.model, event))
  }

  #refreshRole(): void {
    this.people.refresh()
    this.#services.request<ThreadEntry>({ path: `/v1/threads/${this.id}` }).then(
      ({ role }) => {
        if (this.#state.status === 'open') this.#become({ ...this.#state, role })
      },
      // Who was removed is told so by the subscription.
      () => {},
    )
  }

  #forget(): void {
    this.people.forget()
    this.summaries.followed?.clear()
    this.store.clear()
  }

  #follow(): void {
    if (!this.id || this.#followed) return
    this.#services.connector.start()
    this.#followed = this.#services.subscriptions.follow({ thread: this.id }, this)
  }

  #leave(): void {
    this.#followed?.stop()
    this.#followed = null
    this.people.clear()
    this.#abandoned()
  }

  /** Fetches a message whose end is another than what came here, once; while that fails it is asked for again (RT2). */
  async #repair(id: string): Promise<void> {
    if (this.#fetching.has(id)) return
    this.#fetching.add(id)
    await repairMessage(this, this.#services, id).finally(() => this.#fetching.delete(id))
  }

  async #loadOlder(): Promise<boolean> {
    const gap = oldestGap(this.store.model.gaps)
    if (!this.id || !gap) {
      // Asked for again after something else could not be loaded.
      if (this.store.$timeline.get().status === 'ready') this.store.set({ error: null })
      return false
    }
    this.store.set({ loadingOlder: true, error: null })
    try {
      await this.loadGap(gap, 'older')
      this.store.set({ loadingOlder: false })
      return oldestGap(this.store.model.gaps) !== undefined
    } catch (error) {
      const reason = asError(error)
      // Given up because another user came, who is told nothing of it.
      this.store.set({ loadingOlder: false, error: reason.code === 'aborted' ? null : reason })
      throw error
    }
  }

  /** Loads a page at one edge of a gap. */
  async loadGap(gap: TimelineGap, side: 'older' | 'newer', signal?: AbortSignal): Promise<void> {
    const cursor = side === 'older' ? { before: gap.before ?? undefined } : { after: gap.after ?? undefined }
    const path = `/v1/threads/${this.id}/messages`
    const page = await this.#services.request<Page<Message>>({ path, query: cursor, signal })
    const { model } = this.store
    // A fresh page that came meanwhile begins elsewhere.
    if (model.gaps.some(({ from, to }) => from === gap.from && to === gap.to))
      this.apply(applyGapPage(model, page, gap, side))
  }
}
