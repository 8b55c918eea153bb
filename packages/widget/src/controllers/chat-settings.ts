import type { Chat, ChatOptions, ChatTool } from '@chat-view/sdk'
import type { StringOverrides } from '../locales/strings.ts'

/** What an instance is set up with. */
export interface ChatSettings {
  readonly server: string
  readonly project: string
  readonly getToken: ChatOptions['getToken']
  /** Language tag of the words. */
  readonly locale: string
  /** Strings that replace those of the locale (EM10). */
  readonly strings: StringOverrides
  /** Tools that the page runs (AI10). */
  readonly tools: readonly ChatTool[] | null
  /** A chat that the page made and shares: it is used, and never closed by us. */
  readonly chat: Chat | null
}
