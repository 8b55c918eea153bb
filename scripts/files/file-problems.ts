const longest = 250
const source = /\.(ts|mts|cts|js|mjs|cjs)$/
const collectors = /^(utils?|helpers?|common|misc|shared)$/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const ours = /^(packages|scripts|e2e|bench|examples)\//
const markers: readonly (readonly [RegExp, string])[] = [
  [new RegExp('@ts-' + '(ignore|nocheck|expect-error)|biome-' + 'ignore|eslint-' + 'disable'), 'switches a check off'],
  [new RegExp('\\b(TO' + 'DO|FIX' + 'ME|XX' + 'X)\\b'), 'holds an open end'],
  [new RegExp('\\b(it|test|describe|suite)\\.on' + 'ly\\('), 'runs a part of the tests only'],
]

/** What is wrong with a file by the house rules of size and naming; `read` is asked for sources only. */
export function fileProblems(file: string, read: () => string): readonly string[] {
  if (!ours.test(file) || !source.test(file)) return []
  const problems: string[] = []
  const folders = file.split('/')
  const name = (folders.pop() ?? '').replace(source, '')
  const stem = name.replace(/(\.(test|node|browser|property|config|d|bench))+$/, '')
  for (const part of [...folders, stem]) {
    if (collectors.test(part)) problems.push(`${file}: "${part}" names no concept`)
  }
  if (stem === 'types') problems.push(`${file}: a file of types collects strangers`)
  if (!kebab.test(stem)) problems.push(`${file}: file names are kebab-case`)
  const text = read()
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  if (lines > longest) problems.push(`${file}: ${lines} lines, ${longest} at most`)
  for (const [pattern, why] of markers) {
    if (pattern.test(text)) problems.push(`${file}: ${why}`)
  }
  return problems
}
