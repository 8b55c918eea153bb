/** The last chunk of an answer in pieces. No event holds a carriage return, so that it ends nothing earlier. */
const lastChunk = Buffer.from('\r\n0\r\n\r\n')
const ofEvents = /^content-type:\s*text\/event-stream/im

/** What some proxies do to event streams: nothing of one passes before its end (RT12.4). All else passes at once. */
export class StreamHold {
  #held: Buffer[] | null = null

  /** The bytes that may pass now. */
  take(chunk: Buffer): Buffer | null {
    if (this.#held === null && !ofEvents.test(chunk.toString('latin1'))) return chunk
    this.#held = [...(this.#held ?? []), chunk]
    const whole = Buffer.concat(this.#held)
    if (!whole.subarray(-lastChunk.length).equals(lastChunk)) return null
    this.#held = null
    return whole
  }

  /** What is left when the server has ended the connection. */
  rest(): Buffer | null {
    const held = this.#held
    this.#held = null
    return held && Buffer.concat(held)
  }
}
