/** Rows as a Markdown table; the first is its head. */
export const markdownTable = (rows: readonly (readonly string[])[]): string => {
  const [head = [], ...body] = rows
  return [head, head.map(() => '---'), ...body].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** A count as people say it: two digits that count, thousands with commas, millions in words. */
export const counted = (value: number): string => {
  if (value >= 9.95e5) return `${Number((value / 1e6).toPrecision(2)).toLocaleString('en-GB')} million`
  return Number(value.toPrecision(2)).toLocaleString('en-GB')
}

export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`
