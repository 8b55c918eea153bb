import type { Benchmark } from './harness/benchmark.ts'
import { idleConnections } from './s1-idle-connections.ts'
import { fanOut } from './s2-fan-out.ts'
import { egress } from './s3-s4-egress.ts'

/** All benchmarks in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [idleConnections, fanOut, egress]
