import type { Chat, ChatError, GuestRole, Invite, Participant, ThreadHandle } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** What is being done; as long as it is, its control waits. */
export type PeopleTask = 'list' | 'invite' | 'link' | `role:${string}` | `remove:${string}` | `revoke:${string}`

interface OpenThread {
  readonly handle: ThreadHandle
  readonly stop: () => void
}

/** The people of one thread and its standing invitations, and what is done about them (CV10). */
export class PeopleDesk implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #gone: () => void
  readonly #tasks = new Set<PeopleTask>()
  #open: OpenThread | null = null
  #listed: readonly Participant[] | null = null
  #invites: readonly Invite[] = []
  #error: ChatError | null = null

  /** `gone` is told when the thread is no more, or no longer for this user. */
  constructor(host: ReactiveControllerHost, gone: () => void) {
    this.#host = host
    this.#gone = gone
    host.addController(this)
  }

  get thread(): ThreadHandle | null {
    return this.#open?.handle ?? null
  }

  /** Null until they are known. */
  get people(): readonly Participant[] | null {
    const followed = this.thread?.$participants.get() ?? []
    return followed.length > 0 ? followed : this.#listed
  }

  /** Newest first. */
  get invites(): readonly Invite[] {
    return this.#invites
  }

  /** Why the last thing that was tried was refused. */
  get error(): ChatError | null {
    return this.#error
  }

  isBusy(task: PeopleTask): boolean {
    return this.#tasks.has(task)
  }

  open(chat: Chat, id: string): void {
    this.#close()
    const handle = chat.thread(id)
    const draw = (): void => this.#host.requestUpdate()
    const ends = [
      handle.$thread.listen(({ status }) => (status === 'gone' ? this.#gone() : this.#readInvites())),
      // Who comes by a link uses it.
      handle.$participants.listen(() => this.#readInvites()),
      () => handle.close(),
    ]
    this.#open = { handle, stop: () => ends.forEach(end => void end()) }
    draw()
    void this.list()
  }

  hostDisconnected(): void {
    this.#close()
  }

  async list(): Promise<void> {
    await this.#run('list', async ({ participants }) => {
      this.#listed = await participants.list()
      this.#readInvites()
    })
  }

  /** By the host's id of them. Resolves to whether it was done, like all that follows. */
  invite(user: string, role: GuestRole): Promise<boolean> {
    return this.#run('invite', thread => thread.participants.invite(user, role))
  }

  /** Resolves to the token, which nobody gets to see again; null when it was refused. `seconds` until it ends. */
  async makeLink(role: GuestRole, seconds: number): Promise<string | null> {
    let made: string | null = null
    await this.#run('link', async ({ participants }) => {
      const { token } = await participants.createInvite(role, { expiresIn: seconds })
      made = token
      this.#readInvites()
    })
    return made
  }

  revoke(invite: string): Promise<boolean> {
    return this.#run(`revoke:${invite}`, async ({ participants }) => {
      await participants.revoke(invite)
      this.#invites = this.#invites.filter(({ id }) => id !== invite)
      this.#readInvites()
    })
  }

  setRole(user: string, role: GuestRole): Promise<boolean> {
    return this.#run(`role:${user}`, thread => thread.participants.setRole(user, role))
  }

  remove(user: string): Promise<boolean> {
    return this.#run(`remove:${user}`, thread => thread.participants.remove(user))
  }

  leave(): Promise<boolean> {
    return this.#run('remove:self', thread => thread.participants.leave())
  }

  async #run(task: PeopleTask, act: (thread: ThreadHandle) => Promise<unknown>): Promise<boolean> {
    const { thread } = this
    if (!thread || this.#tasks.has(task)) return false
    this.#tasks.add(task)
    this.#error = null
    this.#host.requestUpdate()
    try {
      await act(thread)
      return true
    } catch (error) {
      this.#error = error as ChatError
      return false
    } finally {
      this.#tasks.delete(task)
      this.#host.requestUpdate()
    }
  }

  #readInvites(): void {
    this.#host.requestUpdate()
    const { thread } = this
    const state = thread?.$thread.get()
    if (!thread || state?.status !== 'open' || state.role !== 'owner') return
    thread.participants.invites().then(
      invites => {
        this.#invites = invites
        this.#host.requestUpdate()
      },
      // They stay as they were; what is done about one of them is told by itself.
      () => {},
    )
  }

  #close(): void {
    this.#open?.stop()
    this.#open = null
    this.#listed = null
    this.#invites = []
  }
}
