import type { Localisation } from '../../locales/localisation.ts'
import type { MarkdownStrings } from '../../markdown/markdown-options.ts'

/** What the renderer of markdown says, in the reader's language. */
export const markdownWords = (words: Localisation): MarkdownStrings => ({
  table: words.text('part.table'),
  image: words.text('part.image'),
  showImage: host => words.text('part.loadImage', { host }),
  done: words.text('part.taskDone'),
  open: words.text('part.taskOpen'),
})
