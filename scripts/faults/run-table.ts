import type { SeedResult } from './run-seed.ts'
import type { Scenario } from './scenario.ts'

interface Row {
  runs: number
  failed: number
  /** Milliseconds. */
  took: number
  readonly ends: Record<string, number>
  /** Milliseconds. */
  readonly toldAfter: number[]
}

const states = ['done', 'stopped', 'interrupted', 'failed'] as const

const seconds = (ms: number): string => (ms / 1_000).toFixed(1)

/** The middle one of an odd number, the lower of the two of an even one. */
const median = (sorted: readonly number[]): number => sorted[Math.floor((sorted.length - 1) / 2)] ?? 0

/** What all runs showed, by scenario. */
export class RunTable {
  readonly #rows = new Map<string, Row>()

  add({ name }: Scenario, { ends, violations, took, toldAfter }: SeedResult): void {
    const row = this.#rows.get(name) ?? { runs: 0, failed: 0, took: 0, ends: {}, toldAfter: [] }
    this.#rows.set(name, row)
    row.runs++
    row.took += took
    row.toldAfter.push(...toldAfter)
    if (violations.length > 0) row.failed++
    for (const [state, times] of Object.entries(ends)) row.ends[state] = (row.ends[state] ?? 0) + times
  }

  /** A table in Markdown, and how soon readers were told of the ends of answers whose node was lost (RT5). */
  toString(): string {
    const rows = [...this.#rows].map(([name, { runs, failed, ends, took }]) => {
      const ended = states.map(state => ends[state] ?? 0).join(', ')
      return `| ${name} | ${runs} | ${failed} | ${ended} | ${seconds(took / runs)} |`
    })
    const head = `| scenario | runs | with violations | answers: ${states.join(', ')} | seconds a run |\n|---|---|---|---|---|`
    return [head, ...rows, '', ...this.#told()].join('\n')
  }

  #told(): string[] {
    return [...this.#rows].flatMap(([name, { toldAfter }]) => {
      const sorted = toldAfter.toSorted((a, b) => a - b)
      const worst = sorted.at(-1)
      if (worst === undefined) return []
      const figures = `median ${seconds(median(sorted))} s, worst ${seconds(worst)} s, of ${sorted.length} answers`
      return [`${name}: readers were told of a lost node after ${figures}`]
    })
  }
}
