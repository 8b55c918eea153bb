import type { MessageView } from '@chat-view/sdk'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { ChatEditEvent } from '../../events/chat-edit-event.ts'
import { type MessageReader, mayDo } from '../chat-message/message-actions.ts'
import { KeptEdit } from './kept-edit.ts'

interface EditPlace extends ReactiveControllerHost, EventTarget {
  readonly view: MessageView | null
  readonly reader: MessageReader | null
  readonly place: 'answer' | 'question' | 'beside'
}

/** An edit that went with its row, or with the page, is open again when the message is there again, and may be edited (CV11). */
export class ReopenedEdit implements ReactiveController {
  readonly #host: EditPlace
  #looked = false

  constructor(host: EditPlace) {
    this.#host = host
    host.addController(this)
  }

  hostUpdated(): void {
    const { view, reader, place } = this.#host
    if (this.#looked || place !== 'question' || !view || !mayDo(reader, 'message.edit', view)) return
    this.#looked = true
    const kept = new KeptEdit(view).read()
    // One that merges two texts belongs to their conflict.
    if (kept?.saved === null) this.#host.dispatchEvent(new ChatEditEvent({ ...kept, reopened: true }))
  }
}
