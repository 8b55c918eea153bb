/** What a message said before it was edited, and when that was written. */
export interface EarlierText {
  readonly at: number
  readonly text: string
}
