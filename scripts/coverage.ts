import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CoverageMapData } from 'istanbul-lib-coverage'
import { repository } from './process/repository.ts'
import { packageCoverage } from './suites/package-coverage.ts'

const wanted = 0.9
const read = (suite: string): CoverageMapData =>
  JSON.parse(readFileSync(join(repository, 'coverage', suite, 'coverage-final.json'), 'utf8')) as CoverageMapData
const percent = (share: number) => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`

const packages = packageCoverage(read('unit'), [read('browser')])
for (const { name, lines, branches } of packages) {
  console.log(`${name.padEnd(10)} lines ${percent(lines).padStart(7)}   branches ${percent(branches).padStart(7)}`)
}
const low = packages.filter(({ lines, branches }) => lines < wanted || branches < wanted)
for (const { name } of low) console.error(`${name}: lines and branches must stay at ${percent(wanted)} or above`)
// A pattern that matches nothing would pass in silence.
const unseen = readdirSync(join(repository, 'packages')).filter(name => packages.every(each => each.name !== name))
for (const name of unseen) console.error(`${name}: nothing was measured`)
if (low.length > 0 || unseen.length > 0) process.exitCode = 1
