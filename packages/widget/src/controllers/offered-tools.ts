import type { Chat, ChatTool } from '@chat-view/sdk'

const none: readonly ChatTool[] = []

/** Has a chat offer the page's tools, in place of those before (AI10). */
export class OfferedTools {
  readonly #failed: (error: unknown) => void
  #tools = none
  #offeredTo: Chat | null = null
  #ends: (() => void)[] = []

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  /** Null: there are none. */
  set(chat: Chat | null, tools: readonly ChatTool[] | null): void {
    this.#offer(chat, tools ?? none)
  }

  /** Offers the same ones to another chat. */
  move(chat: Chat | null): void {
    this.#offer(chat, this.#tools)
  }

  takeBack(): void {
    this.#offeredTo = null
    for (const end of this.#ends.splice(0)) end()
  }

  #offer(chat: Chat | null, tools: readonly ChatTool[]): void {
    if (!chat || (tools === this.#tools && chat === this.#offeredTo)) return
    this.takeBack()
    this.#tools = tools
    this.#offeredTo = chat
    try {
      for (const tool of tools) this.#ends.push(chat.registerTool(tool))
    } catch (error) {
      this.#failed(error)
    }
  }
}
