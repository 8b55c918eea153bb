/** How many lines there are without the blank ones at the end. */
export function visibleLines(lines: readonly string[]): number {
  let end = lines.length
  while (end > 0 && lines[end - 1]?.trim() === '') end--
  return end
}
