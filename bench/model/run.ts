import { parseArgs } from 'node:util'
import { configurations, noFaults } from './configurations.ts'
import { explore } from './explore.ts'
import type { Budget, ModelConfig } from './model-state.ts'

const usage = `npm run model -- [options]

Goes through every state of the generation protocol within small bounds, and says how many there were, or the shortest
way to one that breaks a promise. Without options: all bounds that are held. With any: these bounds alone.

  --chunks <n>      pieces of the answer (default 2)
  --crashes <n>     kills of a node            --pauses <n>     nodes that sleep past their lease
  --lost <n>        replies of the log lost    --unknown <n>    verbs of the store with an unknown outcome
  --losses <n>      Redis without its data     --failovers <n>  a lagging replica takes over
  --away <n>        Redis out of reach         --stops <n>      stops by the user
  --most <n>        states at most (default 5000000)`

const faults = Object.keys(noFaults) as (keyof Budget)[]
const number = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    chunks: number,
    most: { type: 'string', default: '5000000' },
    ...{ crashes: number, pauses: number, lost: number, losses: number },
    ...{ failovers: number, away: number, unknown: number, stops: number },
  },
})

const asked = (): readonly ModelConfig[] => {
  const given = faults.filter(name => values[name] !== undefined)
  if (given.length === 0 && values.chunks === undefined) return configurations
  const budget = Object.fromEntries(faults.map(name => [name, Number(values[name] ?? 0)])) as unknown as Budget
  return [{ chunks: Number(values.chunks ?? 2), budget, mistake: null }]
}

const told = ({ chunks, budget }: ModelConfig): string =>
  [`${chunks} chunks`, ...faults.filter(name => budget[name] > 0).map(name => `${name} ${budget[name]}`)].join(', ')

if (values.help) console.log(usage)
else {
  let total = 0
  for (const config of asked()) {
    const began = performance.now()
    const { states, steps, violation } = explore(config, Number(values.most))
    total += states
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`${told(config)}: ${states} states, ${steps} steps, ${seconds} s${violation ? '' : ', all hold'}`)
    if (!violation) continue
    console.log(`  BROKEN: ${violation.what}`)
    for (const [at, label] of violation.trace.entries()) console.log(`  ${String(at + 1).padStart(3)}. ${label}`)
    process.exitCode = 1
    break
  }
  if (process.exitCode !== 1) console.log(`${total} states`)
}
