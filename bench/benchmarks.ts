import { context } from './c1-c2-context.ts'
import type { Benchmark } from './harness/benchmark.ts'
import { jobs } from './j1-j2-jobs.ts'
import { masking } from './m1-m2-masking.ts'
import { quota } from './q1-quota.ts'
import { idleConnections } from './s1-idle-connections.ts'
import { fanOut } from './s2-fan-out.ts'
import { egress } from './s3-s4-egress.ts'
import { wholePath } from './s5-s6-s12-whole-path.ts'
import { resume } from './s7-resume.ts'
import { ownerKilled } from './s8-owner-killed.ts'
import { slowReaders } from './s9-slow-readers.ts'
import { sendMessage } from './s10-send-message.ts'
import { page } from './s11-page.ts'
import { hour } from './s13-hour.ts'
import { search } from './search.ts'
import { bytes } from './w1-bytes.ts'
import { firstFrame } from './w2-first-frame.ts'
import { markdownStreaming } from './w3-w4-w5-markdown.ts'
import { lastChunk } from './w6-last-chunk.ts'
import { longHistory } from './w7-w8-long-history.ts'
import { keystroke } from './w9-keystroke.ts'

/** All benchmarks in the order in which they run, by the table of docs/performance.md that is theirs. */
export const tables = {
  server: [idleConnections, fanOut, egress, wholePath, resume, ownerKilled, slowReaders, sendMessage, page],
  hour: [hour],
  parts: [search, jobs, context, masking, quota],
  widget: [bytes, firstFrame, markdownStreaming, lastChunk, longHistory, keystroke],
} satisfies Record<string, readonly Benchmark[]>

/** The name of such a table. */
export type TableName = keyof typeof tables

export const tableNames = Object.keys(tables) as TableName[]

/** Each by itself. */
export const benchmarks: readonly Benchmark[] = Object.values(tables).flat()
