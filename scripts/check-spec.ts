import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from './process/repository.ts'
import { defectProblems } from './spec/known-defects.ts'
import { type ProvingTest, ruleBook, rulesIn } from './spec/rule-book.ts'
import { testTitles } from './spec/test-titles.ts'

const read = (file: string) => readFileSync(join(repository, file), 'utf8')
const files = (...patterns: string[]) =>
  globSync(patterns, { cwd: repository, exclude: ['**/node_modules/**', '**/dist/**'] })
    .map(file => file.replaceAll('\\', '/'))
    .sort()

const rules = files('docs/spec/[A-Z][A-Z].md').flatMap(file => rulesIn(file, read(file)))
const proved = JSON.parse(read('docs/spec/proved.json')) as string[]
// Contract suites and other shared tests live in `testing/`, and are named like any test.
const proving = files('{packages,examples,e2e,scripts,bench}/**/*.test.ts', 'packages/*/src/testing/**/*.ts').flatMap(
  file => testTitles(file, read(file)).map(({ title, line }): ProvingTest => ({ title, place: `${file}:${line}` })),
)

const titles = proving.flatMap(({ title }) => title ?? [])
const defects = 'docs/spec/known-defects.md'
const { tests, problems: broken } = ruleBook(rules, proved, proving)
const problems = [...broken, ...defectProblems(defects, read(defects), titles)]
if (process.argv.includes('--list')) {
  for (const [id, count] of tests) console.log(`${id.padEnd(8)} ${count === 0 ? '–' : count}`)
}
for (const problem of problems) console.error(problem)
if (rules.length === 0) console.error('docs/spec holds no rule')
if (problems.length > 0 || rules.length === 0) process.exitCode = 1
