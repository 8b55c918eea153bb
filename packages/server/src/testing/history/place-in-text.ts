import type { LivePlace, MessagePart } from '@chat-view/protocol'

/** The text of a part that grows; null of another. */
export const textOfPart = (part: MessagePart | undefined): string | null => (part && 'text' in part ? part.text : null)

/** The texts of parts: '' for those that do not grow. */
export const textsOf = (parts: readonly MessagePart[]): string[] => parts.map(part => textOfPart(part) ?? '')

/** How much of each part of one answer a subscription was sent, or said that it has. */
export class PlaceInText {
  readonly #lengths: number[]
  /** Parts before it count as had, whatever their length. */
  readonly #from: number

  private constructor(lengths: number[], from: number) {
    this.#lengths = lengths
    this.#from = from
  }

  static afterSnapshot(texts: readonly string[]): PlaceInText {
    return new PlaceInText(
      texts.map(text => text.length),
      0,
    )
  }

  static at({ part, offset }: LivePlace): PlaceInText {
    const lengths: number[] = []
    if (offset > 0) lengths[part] = offset
    return new PlaceInText(lengths, part)
  }

  /** What a delta is: `next` goes on, `hole` leaves something out, `repeat` was sent before. */
  judge(part: number, offset: number): 'next' | 'hole' | 'repeat' {
    if (part < this.#from) return 'repeat'
    const length = this.#lengths[part] ?? 0
    if (offset === length) return 'next'
    return offset > length ? 'hole' : 'repeat'
  }

  reach(part: number, length: number): void {
    this.#lengths[part] = Math.max(this.#lengths[part] ?? 0, length)
  }
}
