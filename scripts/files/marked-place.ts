/**
 * A Markdown text with `content` between `<!-- mark -->` and `<!-- /mark -->`, in place of what stood there. `where` names
 * the file. @throws Error when a mark is missing
 */
export const withMarkedPlace = (text: string, mark: string, content: string, where: string): string => {
  const [start, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${where} has no ${start} … ${end}`)
  return text.slice(0, from + start.length) + content + text.slice(to)
}
