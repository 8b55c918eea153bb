import type {
  AnswerVersion,
  CommandInput,
  CommandName,
  CommandResult,
  Edit,
  Feedback,
  Message,
  Page,
} from '@chat-view/protocol'
import { abortable } from '../abortable.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { Abortable } from '../options.ts'
import type { NewCommand } from '../outbox/outbox.ts'
import { summariesOnDemand } from '../summaries/summaries-on-demand.ts'
import type { ThreadSummaries } from '../summaries/thread-summaries.ts'
import type { Answer } from './answer.ts'
import { answerOfPending } from './answer-of-pending.ts'
import { followAnswer } from './follow-answer.ts'
import { loadFarPages } from './load-far-pages.ts'
import { participantsOnDemand } from './participants-on-demand.ts'
import { runCommand } from './run-command.ts'
import type { ThreadChannel } from './thread-channel.ts'
import type { SendOptions, ThreadHandle, VersionedOptions } from './thread-handle.ts'
import type { ThreadParticipants } from './thread-participants.ts'
import type { ThreadServices } from './thread-services.ts'

/** One who uses a thread: commands go to the outbox, stores are the channel's. */
class OpenThread implements ThreadHandle {
  readonly participants: ThreadParticipants
  readonly summaries: ThreadSummaries
  readonly #channel: ThreadChannel
  readonly #services: ThreadServices
  readonly #release: () => void

  constructor(channel: ThreadChannel, services: ThreadServices) {
    this.#channel = channel
    this.#services = services
    this.#release = channel.hold()
    this.participants = participantsOnDemand(services, () => channel.id)
    this.summaries = summariesOnDemand(services, channel)
  }

  get id(): string | null {
    return this.#channel.id
  }

  get key(): string {
    return this.#channel.key
  }

  get $thread(): ThreadHandle['$thread'] {
    return this.#channel.$thread
  }

  get $timeline(): ThreadHandle['$timeline'] {
    return this.#channel.store.$timeline
  }

  get $typing(): ThreadHandle['$typing'] {
    return this.#channel.people.$typing
  }

  get $participants(): ThreadHandle['$participants'] {
    return this.#channel.people.$participants
  }

  get $presence(): ThreadHandle['$presence'] {
    return this.#channel.people.$presence
  }

  get $summaries(): ThreadHandle['$summaries'] {
    return this.#channel.summaries.$summaries
  }

  get $context(): ThreadHandle['$context'] {
    return this.#channel.store.$context
  }

  $message(key: string): ReturnType<ThreadHandle['$message']> {
    return this.#channel.store.$message(key)
  }

  message(name: string): ReturnType<ThreadHandle['message']> {
    return this.#channel.store.view(name)
  }

  send(text: string, { answer, signal }: SendOptions = {}, instead?: string): Answer {
    const { key, people } = this.#channel
    const thread = this.#channel.id ?? key
    people.typing(false)
    const args = { text, ...(answer === false ? { answer } : this.#services.tools.offer()) }
    return this.#write({ name: 'sendMessage', args, lane: key, thread, instead }, signal)
  }

  edit(name: string, text: string, { version, signal }: VersionedOptions = {}): Answer {
    const { store, key: lane, id: thread } = this.#channel
    const key = store.keyOf(name)
    const message = store.idOf(name)
    // What waited under this name is replaced by what is written now.
    if (!message) return this.send(text, { signal }, key)
    const args = { message, text, ...(version !== undefined && { version }), ...this.#services.tools.offer() }
    return this.#write({ name: 'editMessage', args, lane, thread, key, instead: key }, signal)
  }

  async delete(name: string, { version, signal }: VersionedOptions = {}): Promise<void> {
    // What was not sent yet is given up.
    if (this.message(name)?.id === null) return this.discard(name)
    const message = this.#idOf(name)
    await this.#run('deleteMessage', version === undefined ? { message } : { message, version }, this.key, signal)
  }

  regenerate(name: string, { signal }: Abortable = {}): Answer {
    return this.#again('regenerate', name, signal)
  }

  continue(name: string, { signal }: Abortable = {}): Answer {
    return this.#again('continue', name, signal)
  }

  async showVersion(name: string, number: number, { signal }: Abortable = {}): Promise<void> {
    await this.#run('showVersion', { message: this.#idOf(name), number }, this.key, signal)
  }

  async stop({ signal }: Abortable = {}): Promise<void> {
    const { store } = this.#channel
    if (!store.$timeline.get().running) await answerOfPending(this.#channel, this.#services, signal)
    const { running } = store.$timeline.get()
    const view = running === null ? null : store.$message(running).get()
    if (!view?.id || view.answer?.state !== 'running') return
    const { generation } = view.answer
    await this.#run('stop', { message: view.id, generation }, `stop:${generation}`, signal)
  }

  retry(name: string): void {
    this.#services.connector.start()
    this.#services.outbox.retry(this.#channel.store.keyOf(name))
  }

  discard(name: string): void {
    this.#services.outbox.discard(this.#channel.store.keyOf(name))
  }

  async feedback(name: string, feedback: Feedback | null, { signal }: Abortable = {}): Promise<void> {
    const message = this.#idOf(name)
    const number = this.message(name)?.versions.shown
    await this.#run('giveFeedback', { message, number, feedback }, `feedback:${message}`, signal)
  }

  async decideTool(name: string, call: string, approve: boolean, { signal }: Abortable = {}): Promise<void> {
    const message = this.#idOf(name)
    await this.#run('decideToolCall', { message, call, approve }, `tool:${message}:${call}`, signal)
  }

  edits(name: string, options?: Abortable): Promise<readonly Edit[]> {
    return this.#list<Edit>(name, 'edits', options)
  }

  versions(name: string, options?: Abortable): Promise<readonly AnswerVersion[]> {
    return this.#list<AnswerVersion>(name, 'versions', options)
  }

  loadOlder({ signal }: Abortable = {}): Promise<boolean> {
    return abortable(this.#channel.loadOlder(), signal)
  }

  async loadAround(id: string, { signal }: Abortable = {}): Promise<string | null> {
    return (await loadFarPages(this.#channel)).loadAround(this.#channel, this.#services, id, signal)
  }

  async loadGap(key: string, side: 'older' | 'newer', { signal }: Abortable = {}): Promise<void> {
    await (await loadFarPages(this.#channel)).loadGap(this.#channel, key, side, signal)
  }

  typing(on = true): void {
    this.#channel.people.typing(on)
  }

  async markRead({ signal }: Abortable = {}): Promise<void> {
    const { id, store } = this.#channel
    const { seq } = store.model
    if (!id || seq <= store.read) return
    store.read = seq
    const args = { thread: id, seq }
    const command = { name: 'markRead', args, lane: `read:${id}`, thread: id, passing: true } as const
    await runCommand(this.#services, command, signal).catch(error => {
      store.read = 0
      throw error
    })
  }

  close(): void {
    this.#release()
  }

  #again(name: 'regenerate' | 'continue', of: string, signal: AbortSignal | undefined): Answer {
    const begun = async () => {
      const args = { message: this.#idOf(of), ...this.#services.tools.offer() }
      return this.#run(name, args, this.key, signal)
    }
    return this.#follow(this.#channel.store.keyOf(of), begun(), signal)
  }

  #write<N extends 'sendMessage' | 'editMessage'>(command: NewCommand<N>, signal: AbortSignal | undefined): Answer {
    const { outbox, connector } = this.#services
    // What was given up before it was begun is not sent; afterwards it is only not waited for.
    if (signal?.aborted) return this.#follow(command.key ?? '', Promise.reject(new ChatError('aborted')), signal)
    connector.start()
    const { item, result } = outbox.add(command)
    return this.#follow(item.key, result, signal)
  }

  #follow(
    key: string,
    begun: Promise<{ message: Message; answer?: Message | null }>,
    signal: AbortSignal | undefined,
  ): Answer {
    return followAnswer({ channel: this.#channel, services: this.#services, key, begun, signal })
  }

  #run<N extends CommandName>(
    name: N,
    args: CommandInput<N>,
    lane: string,
    signal: AbortSignal | undefined,
  ): Promise<CommandResult<N>> {
    return runCommand(this.#services, { name, args, lane, thread: this.#channel.id }, signal)
  }

  async #list<T>(name: string, what: string, { signal }: Abortable = {}): Promise<readonly T[]> {
    const path = `/v1/messages/${this.#idOf(name)}/${what}`
    return (await this.#services.request<Page<T>>({ path, signal })).items
  }

  #idOf(name: string): string {
    const id = this.#channel.store.idOf(name)
    if (!id) throw new ChatError('not_found')
    return id
  }
}

/** A handle on a thread; it holds the channel until it is closed. */
export const openThread = (channel: ThreadChannel, services: ThreadServices): ThreadHandle =>
  new OpenThread(channel, services)
