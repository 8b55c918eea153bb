import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from './process/repository.ts'
import { type Command, type CommandResult, runCommand } from './process/run-command.ts'
import { type Check, checks } from './suites/checks.ts'
import { secondTriesIn } from './suites/second-try-mark.ts'
import { suites } from './suites/suites.ts'
import { Tally } from './suites/tally.ts'

const wanted = process.argv.slice(2)
const names = (name: string, wish: string) => name === wish || name.startsWith(`${wish}:`)
const chosen = (name: string) => wanted.length === 0 || wanted.some(wish => names(name, wish))
const reports = mkdtempSync(join(tmpdir(), 'chat-view-test-'))
const reportOf = (name: string) => join(reports, `${name}.json`)
const tally = new Tally()

function print(name: string, { ok, milliseconds, output }: CommandResult, note = ''): void {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(18)} ${(milliseconds / 1000).toFixed(1).padStart(6)} s${note}`)
  if (!ok) console.log(output.replaceAll(/^/gm, '       '))
}

async function check(each: Check): Promise<void> {
  const result = await runCommand(each)
  if (!result.ok) tally.addFailure()
  print(each.name, result)
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await run(next)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
}

function readReport(name: string): unknown {
  try {
    return JSON.parse(readFileSync(reportOf(name), 'utf8'))
  } catch {
    return undefined // the suite ended before it could write one, and fails by its exit code
  }
}

const coverage: Command = {
  program: 'node',
  args: ['--conditions=chat-view-source', join(repository, 'scripts', 'coverage.ts')],
}

try {
  const known = [...checks(), ...suites(reportOf)].map(each => each.name)
  for (const wish of wanted.filter(wish => !known.some(name => names(name, wish)))) {
    console.log(`FAILED ${wish}: no check or suite has this name; there are ${known.join(', ')}`)
    tally.addFailure()
  }
  const all = checks().filter(each => chosen(each.name))
  for (const group of ['sources', 'build', 'packages'] as const) {
    await inParallel(
      all.filter(each => each.group === group),
      check,
    )
  }
  const running = suites(reportOf).filter(suite => chosen(suite.name))
  for (const suite of running) {
    const result = await runCommand(suite)
    const report = readReport(suite.name)
    const counts = tally.add(report === undefined ? undefined : suite.count(report), result.ok)
    const again = secondTriesIn(result.output)
    const note = again.length === 0 ? '' : `, ${again.length} on the second try`
    const sums = `   ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped${note}`
    print(suite.name, { ...result, ok: counts.failed === 0 }, sums)
    for (const line of again) console.log(`       ${line}`)
  }
  if (running.some(suite => suite.name === 'unit') && running.some(suite => suite.name === 'browser')) {
    const result = await runCommand(coverage)
    if (!result.ok) tally.addFailure()
    print('coverage', result)
  }
} finally {
  rmSync(reports, { recursive: true, force: true })
}

console.log(tally.toString())
process.exitCode = tally.failed > 0 ? 1 : 0
