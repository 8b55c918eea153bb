import type { ChatSettings } from '../../controllers/chat-settings.ts'

/** All that a page has set on its `<chat-provider>`, read at one moment. */
export interface ProviderSettings extends ChatSettings {
  readonly thread: string | null
  readonly readonly: boolean
  readonly prompts: readonly string[] | null
}
