/** What an editor begins with. */
export interface EditDraft {
  readonly text: string
  /** The version that the reader has seen: only that one is overwritten (CV5). */
  readonly version: number
  /** Another text of the same message, shown beside it while both are merged by hand. */
  readonly saved: string | null
  /** It was begun before and is opened again by itself: it takes the focus from nobody. */
  readonly reopened?: boolean
}
