import { BenchProcess } from './harness/bench-process.ts'
import type { Benchmark, BenchOptions, Row } from './harness/benchmark.ts'
import { interleave } from './harness/interleave.ts'
import { words } from './harness/number-words.ts'
import { median } from './harness/statistics.ts'

const program = new URL('./servers/masking.ts', import.meta.url)

const run = async ({ seconds, rounds }: BenchOptions): Promise<Row[]> => {
  await using masking = new BenchProcess(program, { core: 'any' })
  const ask = (kind: string) => () => masking.ask<number>(kind, seconds / 4)
  const sides = { mask: ask('mask'), scan: ask('scan'), restore: ask('restore'), copy: ask('copy') }
  await interleave(1, sides)
  const samples = await interleave(rounds, sides)
  const row = (id: string, what: string, own: keyof typeof sides, reference: keyof typeof sides, most: number): Row => {
    const [ours, theirs] = [median(samples[own]), median(samples[reference])]
    return {
      id,
      what,
      ours: `${words(ours)} µs/kB`,
      reference: `${words(theirs)} µs/kB`,
      ratio: ours / theirs,
      target: `≤ ${most}×`,
      met: ours / theirs <= most,
      samples,
    }
  }
  const kinds = 'all kinds, 200 names and a pattern; two data in each kilobyte'
  return [
    row('M1', `masking a kilobyte, ${kinds}; reference: one scan for addresses`, 'mask', 'scan', 20),
    row(
      'M2',
      'restoring a kilobyte that comes in pieces of four; reference: putting the pieces together',
      'restore',
      'copy',
      20,
    ),
  ]
}

/** What masking costs for each kilobyte (AI9). */
export const masking: Benchmark = { ids: ['M1', 'M2'], what: 'masking and restoring personal data', run }
