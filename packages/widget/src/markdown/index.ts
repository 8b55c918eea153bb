export type { MarkdownOptions, MarkdownStrings } from './markdown-options.ts'
export { createMarkdownView, type MarkdownView } from './markdown-view.ts'
export { renderMarkdown } from './render-markdown.ts'
