import type { ServerFrame } from '@chat-view/protocol'

/** A frame on its way out: encoded once, for however many readers there are. */
export class OutgoingFrame {
  readonly frame: ServerFrame
  #text: string | undefined
  /** A transport's own encoding of it, kept here so that it too is made once. */
  wire: unknown

  constructor(frame: ServerFrame) {
    this.frame = frame
  }

  /** The frame as JSON. */
  get text(): string {
    this.#text ??= JSON.stringify(this.frame)
    return this.#text
  }
}
