import { expect } from 'vitest'
import { type ChatMatchers, chatMatchers } from './chat-matchers.ts'

declare module 'vitest' {
  // The parameters are vitest's own: a declaration that is merged names all of them.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends ChatMatchers<R> {}
}

expect.extend(chatMatchers)
