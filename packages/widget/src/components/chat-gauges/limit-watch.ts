import type { Chat, LimitUse, ThreadHandle, UsageReport } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** A report is good for so long, and where nothing is limited for longer. */
const freshMs = 60_000
const unlimitedMs = 600_000

/** Looks after answers how far the user's limits are used, to warn before one is reached (AI7). */
export class LimitWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #chat: Chat | null = null
  #report: UsageReport | null = null
  #due = 0
  #stop: (() => void) | null = null

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = null
  }

  get currency(): string {
    return this.#report?.currency ?? 'USD'
  }

  /** Limits that are nearly used up and whose period has not ended meanwhile. */
  get warnings(): readonly LimitUse[] {
    return this.#report?.limits.filter(({ warning, resetsAt }) => warning && resetsAt > Date.now()) ?? []
  }

  follow(chat: Chat | null, thread: ThreadHandle | null): void {
    if (chat !== this.#chat) {
      this.#chat = chat
      this.#report = null
      this.#due = 0
    }
    this.#stop?.()
    let running: string | null = null
    this.#stop =
      thread?.$timeline.subscribe(timeline => {
        // After one's own question: who only reads uses nothing.
        if (running !== null && timeline.running === null) void this.#look()
        running = timeline.running
      }) ?? null
    this.#host.requestUpdate()
  }

  async #look(): Promise<void> {
    const chat = this.#chat
    if (!chat || Date.now() < this.#due) return
    this.#due = Date.now() + freshMs
    try {
      const report = await chat.account.usage()
      if (chat !== this.#chat) return
      this.#report = report
      if (report.limits.length === 0) this.#due = Date.now() + unlimitedMs
      this.#host.requestUpdate()
    } catch {
      // A warning that does not come is no trouble of its own: the refusal will tell.
    }
  }
}
