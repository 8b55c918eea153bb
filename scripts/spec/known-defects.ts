const row = /^\|(?!---| what happened ).*\| (.+) \|$/gm
const quoted = /`([^`]+)`/g

/** One line for each row of the table that names no test, or one that is not there. */
export function defectProblems(file: string, text: string, titles: readonly string[]): readonly string[] {
  const rows = [...text.matchAll(row)].map(([line, cell = '']) => ({
    line,
    tests: [...cell.matchAll(quoted)].map(([, title = '']) => title),
  }))
  if (rows.length === 0) return [`${file}: holds no table of defects`]
  return rows.flatMap(({ line, tests }) => {
    if (tests.length === 0) return [`${file}: no test is named in "${line}"`]
    const missing = tests.filter(test => !titles.some(title => title.startsWith(test)))
    return missing.map(test => `${file}: no test's title starts with "${test}"`)
  })
}
