import type { Edit } from '@chat-view/sdk'

/** What a message said before it was edited. */
export interface EarlierText {
  /** When that was written; null: nobody knows any more. */
  readonly at: number | null
  readonly text: string
}

/** The texts of a message before each of its edits, oldest first. Of many edits some in between are not kept. */
export const earlierTexts = (edits: readonly Edit[], createdAt: number): readonly EarlierText[] =>
  edits.map(({ before }, index) => {
    const former = edits[index - 1]
    const at = !former || former.after === before ? (former?.at ?? createdAt) : null
    return { at, text: before }
  })
