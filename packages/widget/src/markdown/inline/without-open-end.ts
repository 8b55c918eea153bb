/** Without what decides only with the next character: half a delimiter run, a backslash. */
export function withoutOpenEnd(text: string): string {
  let end = text.length
  while (end > text.length - 3 && '*_~\\!'.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
