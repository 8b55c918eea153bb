import { randomBytes } from 'node:crypto'
import type { JobsObserver } from '../../ports/jobs.ts'
import type { SpanSink } from '../../ports/span-sink.ts'

/** Runs of jobs as spans, each a trace of its own (OP1). */
export const traceJobs = (record: SpanSink): JobsObserver => ({
  ended({ job, outcome, seconds }) {
    record({
      name: `job ${job}`,
      kind: 'internal',
      traceId: randomBytes(16).toString('hex'),
      ms: seconds * 1_000,
      attributes: { 'chat_view.job': job, 'chat_view.outcome': outcome },
      failure: outcome === 'retried' || outcome === 'failed' ? outcome : undefined,
    })
  },
})
