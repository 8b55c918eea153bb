import type { ChatSettings } from '../../controllers/chat-settings.ts'
import type { ChatLayout } from '../view-options.ts'

/** All that a page has set on its `<chat-view>`, read at one moment. */
export interface ViewSettings extends ChatSettings {
  readonly layout: ChatLayout
  readonly thread: string | null
  readonly open: boolean
  readonly readonly: boolean
  readonly prompts: readonly string[] | null
  readonly route: string | null
}
