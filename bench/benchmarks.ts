import type { Benchmark } from './harness/benchmark.ts'
import { idleConnections } from './s1-idle-connections.ts'
import { fanOut } from './s2-fan-out.ts'
import { egress } from './s3-s4-egress.ts'
import { wholePath } from './s5-s6-s12-whole-path.ts'
import { sendMessage } from './s10-send-message.ts'
import { page } from './s11-page.ts'
import { bytes } from './w1-bytes.ts'

/** All benchmarks in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [idleConnections, fanOut, egress, wholePath, sendMessage, page, bytes]
