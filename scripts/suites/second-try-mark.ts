import { stripVTControlCharacters } from 'node:util'

const mark = 'passed on the second try: '
const longestReason = 200

/** The line that names a test that failed first and passed when it was tried again, with what was wrong at first. */
export function secondTryLine(file: string, title: string, reason: string | undefined): string {
  const short = stripVTControlCharacters(reason ?? '')
    .replaceAll(/\s+/g, ' ')
    .slice(0, longestReason)
  return `${mark}${file} > ${title}${short ? ` (${short})` : ''}`
}

/** Those lines in what a suite printed. */
export const secondTriesIn = (output: string): readonly string[] =>
  stripVTControlCharacters(output)
    .split(/\r?\n/)
    .filter(line => line.startsWith(mark))
