/** What a node had after its garbage was collected, in bytes. */
export interface MemorySample {
  /** Milliseconds since the run began. */
  readonly at: number
  /** Its place among the nodes, from 0. */
  readonly node: number
  /** Tells its lives apart. */
  readonly pid: number
  readonly rss: number
  readonly heap: number
  /** What the engine holds for its heap, used or not. */
  readonly held: number
}

/** A line through samples: what grows in an hour, and the standard error of that. */
export interface Growth {
  readonly perHour: number
  readonly error: number
}

/** A node from one start to the next, without the time in which it warmed up. */
export interface NodeLife {
  readonly node: number
  readonly pid: number
  readonly minutes: number
  readonly samples: number
  readonly rss: Growth
  readonly heap: Growth
}

const hourMs = 3_600_000

/** Least squares over times in milliseconds. NaN for fewer than three points. */
export const growthOf = (points: readonly (readonly [at: number, value: number])[]): Growth => {
  const count = points.length
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / count
  const [x, y] = [mean(([at]) => at), mean(([, value]) => value)]
  const width = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
  if (count < 3 || width === 0) return { perHour: Number.NaN, error: Number.NaN }
  const slope = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / width
  const rest = points.reduce((sum, [at, value]) => sum + (value - y - slope * (at - x)) ** 2, 0)
  return { perHour: slope * hourMs, error: Math.sqrt(rest / (count - 2) / width) * hourMs }
}

/** Lives that are long enough to have a slope. Each warms up anew, for a process that was started is empty. */
export const livesOf = (
  samples: readonly MemorySample[],
  { warmUpMs, leastMs }: { readonly warmUpMs: number; readonly leastMs: number },
): NodeLife[] =>
  [...Map.groupBy(samples, ({ pid }) => pid).values()].flatMap((life): NodeLife[] => {
    const [first] = life
    if (!first) return []
    const warm = life.filter(({ at }) => at - first.at >= warmUpMs)
    const lasted = (warm.at(-1)?.at ?? 0) - (warm[0]?.at ?? 0)
    if (lasted < leastMs) return []
    return [
      {
        node: first.node,
        pid: first.pid,
        minutes: lasted / 60_000,
        samples: warm.length,
        rss: growthOf(warm.map(({ at, rss }) => [at, rss] as const)),
        heap: growthOf(warm.map(({ at, heap }) => [at, heap] as const)),
      },
    ]
  })
