import type { Code } from './block.ts'

/** How many lines of a code block belong to it; indented code ends with its last line that is not blank. */
export function visibleLines({ fence, lines }: Code): number {
  let end = lines.length
  if (!fence) while (end > 0 && lines[end - 1]?.trim() === '') end--
  return end
}
