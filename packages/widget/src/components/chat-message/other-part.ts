import type { MessagePart } from '@chat-view/sdk'
import { html, nothing, type TemplateResult } from 'lit'
import type { AnswerShown } from './answer-body.ts'
import { citedText } from './cited-text.ts'
import { mayDo } from './message-actions.ts'
import { reasoning } from './reasoning.ts'
import { unknownPart } from './unknown-part.ts'

/** What is drawn of a part otherwise than as plain text; null where there is no such thing. */
export const otherPart = (
  shown: AnswerShown,
  part: MessagePart,
  live: boolean,
): TemplateResult | typeof nothing | null => {
  switch (part.kind) {
    case 'text':
      return citedText(shown, part, live)
    case 'reasoning':
      return reasoning(shown.words, part, live)
    case 'tool': {
      const { view, reader } = shown
      // The server says where few may decide, as it is their call.
      const { decider = reader?.userId } = part
      const isTheirs = reader?.role === 'owner' || decider === reader?.userId
      const allowed = mayDo(reader, 'tool.decide', view) && isTheirs
      return html`<chat-tool .tool=${part} .message=${view.key} .allowed=${allowed}></chat-tool>`
    }
    case 'citation':
      return nothing
    default:
      return unknownPart(shown.words)
  }
}
