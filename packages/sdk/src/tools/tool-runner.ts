import type { Message, MessagePart } from '@chat-view/protocol'
import type { MessageView } from '../messages/message-view.ts'
import type { DeviceStorage } from '../storage/device-storage.ts'
import type { ThreadChannel } from '../threads/thread-channel.ts'
import type { ThreadRegistry } from '../threads/thread-registry.ts'
import type { ThreadServices } from '../threads/thread-services.ts'
import { claimCall } from './claim-call.ts'
import type { ChatTool, ToolCall } from './page-tool.ts'
import { type ToolOutcome, toolOutcome } from './tool-outcome.ts'

type ToolPart = Extract<MessagePart, { kind: 'tool' }>

/** So many calls are remembered as taken. */
const callLimit = 500

interface RunnerOptions {
  readonly tools: ReadonlyMap<string, ChatTool>
  readonly services: ThreadServices
  readonly registry: ThreadRegistry
  readonly storage: DeviceStorage
  /** Keeps the calls of other servers and projects apart. */
  readonly scope: string
}

/** The page that ran it has died: whether it had its effect is not known, so it is not run again by itself. */
const cutOff: ToolOutcome = {
  result: 'The page was closed while the tool ran. Whether it had its effect is not known.',
  failed: true,
}

/** Calls of a page's tools that wait for their result. */
const openCalls = (view: MessageView | null): readonly ToolPart[] =>
  view?.answer?.state === 'running' && view.deletedAt === null
    ? view.parts.filter(
        (part): part is ToolPart => part.kind === 'tool' && part.runsOn === 'page' && part.state === 'running',
      )
    : []

/** Runs calls of the page's tools: each once, for answers to the user's own questions, until nobody waits for it (AI10). */
export class ToolRunner {
  readonly #options: RunnerOptions
  readonly #taken = new Set<string>()

  constructor(options: RunnerOptions) {
    this.#options = options
    options.registry.each(channel => {
      for (const { message } of channel.store.model.live.values()) this.look(channel, message)
    })
  }

  /** Looks whether a message calls one of the tools. */
  look(channel: ThreadChannel, id: string): void {
    const row = channel.store.model.rows.get(id)
    if (!row?.generation) return
    for (const part of openCalls(channel.store.$message(id).get())) {
      const name = `${row.generation.id}:${part.call}`
      const tool = this.#options.tools.get(part.name)
      if (!tool || this.#taken.has(name) || !this.#isOwn(channel, row)) continue
      this.#taken.add(name)
      const [oldest] = this.#taken
      if (this.#taken.size > callLimit && oldest !== undefined) this.#taken.delete(oldest)
      void this.#run(channel, name, tool, { ...part, message: id, thread: row.threadId })
    }
  }

  /** Nobody's page acts on what another person has asked. */
  #isOwn(channel: ThreadChannel, answer: Message): boolean {
    const { rows, order } = channel.store.model
    const at = order.indexOf(answer.id)
    const question = order.findLast((id, index) => index < at && rows.get(id)?.role === 'user')
    const author = question === undefined ? null : (rows.get(question)?.authorId ?? null)
    return author !== null && author === this.#options.services.userId()
  }

  async #run(
    channel: ThreadChannel,
    name: string,
    tool: ChatTool,
    { call, message, thread, arguments: text }: ToolPart & Pick<ToolCall, 'message' | 'thread'>,
  ): Promise<void> {
    const { storage, scope, services } = this.#options
    const over = new AbortController()
    const end = () => over.abort()
    // It is followed until it is over, also where nobody looks at the thread any more.
    const release = channel.hold()
    const unlisten = channel.store.$message(message).listen(view => {
      if (!openCalls(view).some(part => part.call === call)) end()
    })
    services.closing.addEventListener('abort', end)
    const about: ToolCall = { call, thread, message, signal: over.signal }
    await claimCall({ storage, scope, name, signal: over.signal, closing: services.closing }, async cut => {
      const outcome = cut ? cutOff : await toolOutcome(tool, text, about)
      if (!over.signal.aborted) await this.#give(about, outcome)
    })
    services.closing.removeEventListener('abort', end)
    unlisten()
    release()
  }

  /** The result waits in the outbox while there is no connection; one that came too late is nobody's trouble. */
  async #give({ call, thread, message }: ToolCall, outcome: ToolOutcome): Promise<void> {
    const { services } = this.#options
    const lane = `tool:${message}:${call}`
    // The page that died had the result already, and left it to be sent.
    if (services.outbox.items.some(({ item }) => item.lane === lane)) return
    const args = { message, call, ...outcome }
    await services.run({ name: 'giveToolResult', args, lane, thread }, undefined).catch(() => {})
  }
}
