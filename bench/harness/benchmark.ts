/** What a benchmark is run with. */
export interface BenchOptions {
  /** Length of one sample. */
  readonly seconds: number
  /** Samples of each side; the median counts. */
  readonly rounds: number
  /** Length of what runs for an hour, in minutes. */
  readonly minutes: number
  /** A smaller set-up, for a first look. */
  readonly quick: boolean
  /** Says what goes on. */
  readonly log: (line: string) => void
}

/** One line of the table. */
export interface Row {
  readonly id: string
  readonly what: string
  readonly ours: string
  readonly reference: string
  /** Ours to the reference; null where the target is no ratio. */
  readonly ratio: number | null
  readonly target: string
  readonly met: boolean
  /** All samples, for the JSON file. */
  readonly samples: Readonly<Record<string, unknown>>
}

/** One measurement by its number in the list of targets; some answer for several lines. */
export interface Benchmark {
  readonly ids: readonly string[]
  readonly what: string
  /** It runs only where it is named. */
  readonly isLong?: boolean
  run(options: BenchOptions): Promise<readonly Row[]>
}
