/** Where in a text something stands: from the first unit to the one after the last. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Finds phone numbers that are written with their country code. In order, none within another. */
export type PhoneFinder = (text: string) => readonly Span[]
