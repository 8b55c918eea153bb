import type { EarlierText } from './earlier-text.ts'

/** What opens below a message's actions: loaded with the first press that wants it. */
export { earlierVersions } from './earlier-versions.ts'
export { feedbackReasons } from './feedback-reasons.ts'

/** What is open below a message's actions. */
export type ActionPanel =
  | { readonly name: 'none' }
  | { readonly name: 'reasons' }
  | { readonly name: 'history'; readonly texts: readonly EarlierText[] }
