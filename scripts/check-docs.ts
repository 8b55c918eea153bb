import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageProblems, type Told, withoutNames } from './docs/page-problems.ts'
import { repository } from './process/repository.ts'

// What pages name is there: files, headings, npm's scripts and HTTP operations (OP9).
const read = (path: string): string => readFileSync(join(repository, path), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const { paths } = JSON.parse(read('docs/reference/openapi.json')) as { paths: Record<string, Record<string, unknown>> }

const told: Told = {
  has: path => existsSync(join(repository, path)),
  read,
  scripts: new Set(Object.keys(scripts)),
  operations: new Map(
    Object.entries(paths).map(([path, methods]) => [
      withoutNames(path),
      Object.keys(methods).map(method => method.toUpperCase()),
    ]),
  ),
}
const pages = globSync(['*.md', 'docs/**/*.md', '{packages,examples}/**/README.md', '.changeset/*.md'], {
  cwd: repository,
  exclude: ['**/node_modules/**', '**/dist/**'],
}).map(page => page.replaceAll('\\', '/'))
const problems = pages.flatMap(page => pageProblems(page, read(page), told))
for (const problem of problems) console.error(problem)
if (pages.length === 0) console.error('No page was seen')
if (problems.length > 0 || pages.length === 0) process.exitCode = 1
else console.log(`${pages.length} pages`)
