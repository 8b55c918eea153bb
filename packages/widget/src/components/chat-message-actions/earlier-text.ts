import type { Edit } from '@chat-view/sdk'

/** What a message said before it was edited, and when that was written. */
export interface EarlierText {
  readonly at: number
  readonly text: string
}

/** The texts of a message before each of its edits, oldest first. */
export const earlierTexts = (edits: readonly Edit[], createdAt: number): readonly EarlierText[] =>
  edits.map(({ before }, index) => ({ at: edits[index - 1]?.at ?? createdAt, text: before }))
