import type { ServerFrame } from '@chat-view/protocol'

/** A frame on its way out: encoded once, for however many readers there are. */
export class OutgoingFrame {
  readonly frame: ServerFrame
  #text: string | undefined
  /** A transport's own encoding of it, kept here so that it too is made once. */
  wire: unknown

  /** @param text the frame as JSON, where whoever makes it has it at hand */
  constructor(frame: ServerFrame, text?: string) {
    this.frame = frame
    this.#text = text
  }

  /** The frame as JSON. */
  get text(): string {
    this.#text ??= JSON.stringify(this.frame)
    return this.#text
  }
}
