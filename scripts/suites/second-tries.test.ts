import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { repository } from '../process/repository.ts'
import { runCommand } from '../process/run-command.ts'
import { secondTriesIn } from './second-try-mark.ts'
import { suites } from './suites.ts'

/** As the suites are tried again where `CI` is set. */
const config = `import config from ${JSON.stringify(join(repository, 'vitest.config.ts'))}
export default { test: { retry: config.test.retry } }`

/** Runs tests of its own by vitest, as the unit suite does, and answers what is printed and counted. */
async function runTests(source: string, retry?: number) {
  const cache = join(repository, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'second-tries-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'sample.test.ts'), `import { expect, it } from 'vitest'\n${source}`)
  const unit = suites(name => join(folder, `${name}.json`)).find(suite => suite.name === 'unit')
  const args = [...(unit?.args.filter(each => each !== '--coverage') ?? []), `--root=${folder}`]
  if (retry === undefined) writeFileSync(join(folder, 'vitest.config.ts'), config)
  else args.push(`--retry=${retry}`)
  const result = await runCommand({ program: 'vitest', args, env: { CI: '1' } })
  return { ...result, counts: unit?.count(JSON.parse(readFileSync(join(folder, 'unit.json'), 'utf8'))) }
}

const passing = `for (const n of [1, 2]) it('fine ' + n, () => { console.log('chatter ' + n) })`
const second = `let tries = 0; it('slow at first', () => { tries += 1; expect(tries, 'too\\n  slow').toBe(2) })`

it('DX6 names what passed on the second try, with what was wrong at the first', async () => {
  const { ok, output } = await runTests(`${passing}\n${second}`, 1)
  expect(ok, output).toBe(true)
  expect(secondTriesIn(output)).toEqual([
    expect.stringMatching(/^passed on the second try: .*sample\.test\.ts > slow at first \(.*too slow/),
  ])
})

it('DX6 shows failures whole, and nothing of what passed', async () => {
  const { ok, output } = await runTests(`${passing}\n${second}`, 0)
  expect(ok).toBe(false)
  expect(output).toContain('slow at first')
  expect(output).toContain('AssertionError')
  expect(output).not.toMatch(/(fine|chatter) \d/)
  expect(secondTriesIn(output)).toEqual([])
})

it('DX6 tries again what may have been slow, and nothing that was found by chance', async () => {
  const once = (name: string, deed: string) => `{ let tries = 0; it('${name}', () => { tries += 1; ${deed} }) }`
  const property = once('a property', 'fc.assert(fc.property(fc.nat(), () => tries > 1))')
  const history = once('a history', "if (tries === 1) throw new Error('Broken promises: loss')")
  const { output, counts } = await runTests(`import fc from 'fast-check'\n${property}\n${history}\n${second}`)
  expect(counts, output).toEqual({ passed: 1, failed: 2, skipped: 0 })
  expect(secondTriesIn(output)).toEqual([expect.stringContaining('slow at first')])
})

it('DX6 finds the lines between others, whatever ends them', () => {
  const line = 'passed on the second try: a.test.ts > b'
  expect(secondTriesIn(`Tests 3 passed\r\n\u001B[2K\u001B[G${line}\r\n  ${line}\n`)).toEqual([line])
})
