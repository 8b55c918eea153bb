import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileProblems } from './files/file-problems.ts'
import { repository } from './process/repository.ts'

// Tracked files, and new ones that are not ignored.
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: repository,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
const files = listed.split('\0').filter(file => file !== '' && existsSync(join(repository, file)))
const problems = files.flatMap(file => fileProblems(file, () => readFileSync(join(repository, file), 'utf8')))
for (const problem of problems) console.error(problem)
if (problems.length > 0 || files.length === 0) process.exitCode = 1
