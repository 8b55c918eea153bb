import type { Chat } from '../chat.ts'
import { createChat } from '../create-chat.ts'
import type { ChatOptions } from '../options.ts'
// A clock that stands still waits for no code on its way.
import '../threads/open-threads.ts'
import '../threads/recover-answer.ts'
import '../transport/fallback-transport.ts'
import { FakeServer, type FakeServerOptions } from './fake-server.ts'
import { type ManualClock, manualClock, settle } from './manual-clock.ts'
import { memoryStorage } from './memory-storage.ts'

export interface ChatFixture extends AsyncDisposable {
  readonly clock: ManualClock
  readonly server: FakeServer
  /** One more chat with the same server, as another tab or after a reload. */
  open(options?: Partial<ChatOptions>): Chat
  /** Lets time pass, by default just what is due now. */
  pass(milliseconds?: number): Promise<void>
}

/** A fake server on a manual clock and the chats of a test; at its end all of them are closed. */
export const chatFixture = (options: FakeServerOptions = {}): ChatFixture => {
  const clock = manualClock()
  const server = new FakeServer({ clock, ...options })
  const chats: Chat[] = []
  const storage = memoryStorage()
  return {
    clock,
    server,
    open: more => {
      const chat = createChat({ ...server.options, storage, ...more })
      chats.push(chat)
      return chat
    },
    pass: (milliseconds = 0) => clock.advance(milliseconds),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(chats.map(chat => chat.close()))
      server.close()
      await settle()
    },
  }
}
