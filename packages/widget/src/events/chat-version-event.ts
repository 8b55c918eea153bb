import type { AnswerVersion } from '@chat-view/sdk'

/** Within the widget: the reader wants to see this one of the answers that a message holds, for themselves. */
export class ChatVersionEvent extends Event {
  readonly version: AnswerVersion

  constructor(version: AnswerVersion) {
    super('chat-version', { bubbles: true })
    this.version = version
  }
}
