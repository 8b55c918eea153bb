/** What a rule says of a text. */
export interface Finding {
  /** The rule’s name; of the moderation endpoint `moderation:<category>`. */
  readonly rule: string
  readonly action: 'flag' | 'block'
}

export type FilterDirection = 'input' | 'output'

/** Rules that judge at once (AI8). */
export interface ContentFilter {
  /** What the rules of a direction find; a block first. Its time is linear in the text's length. */
  judge(direction: FilterDirection, text: string): readonly Finding[]
  /** Can a rule of this direction block? Then nothing is shown before it was judged. */
  mayBlock(direction: FilterDirection): boolean
}

/** A service that judges texts, as the moderation endpoint of a provider (AI8). */
export interface Moderator {
  readonly provider: string
  readonly model: string
  /** Names of the categories in which each text was flagged; none: it passes. @throws when it can't be asked */
  moderate(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly string[])[]>
}
