import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]

/** What the server counts (OP1), in one registry that `/metrics` prints. */
export const createMetrics = () => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'chat_view_' })
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `chat_view_${name}`, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram({ name: `chat_view_${name}`, help, labelNames, buckets: seconds, registers })
  return {
    registry,
    connections: new Gauge({ name: 'chat_view_connections', help: 'Open sockets', registers }),
    framesIn: counter('frames_in_total', 'Frames from clients, by type', ['type']),
    framesOut: counter('frames_out_total', 'Frames to clients, by type', ['type']),
    closes: counter('closes_total', 'Sockets closed, by close code', ['code']),
    requests: histogram('http_request_seconds', 'HTTP requests, by operation and status', ['operation', 'status']),
    commands: histogram('command_seconds', 'Commands, by name and result code', ['command', 'code']),
    limited: counter('limited_total', 'Refusals for a limit, by what was limited', ['limit']),
    running: new Gauge({ name: 'chat_view_generations_running', help: 'Answers that run now', registers }),
    generations: counter('generations_total', 'Answers that ended, by state and reason', ['state', 'reason']),
    firstToken: histogram('first_token_seconds', 'From the start of a generation to its first text', []),
    generationTime: histogram('generation_seconds', 'From the start of a generation to its end', ['state']),
    tries: counter('provider_tries_total', 'Tries of a provider, by provider, model and outcome', [
      'provider',
      'model',
      'outcome',
    ]),
    tryFirstPiece: histogram('provider_first_piece_seconds', 'From one try to its first piece', ['provider', 'model']),
    fallbacks: counter('provider_fallbacks_total', 'Answers that another model gave', ['model']),
    breakers: new Gauge({
      name: 'chat_view_provider_breakers',
      help: 'Models that are spared after failures, by state of their breaker',
      labelNames: ['state'],
      registers,
    }),
    tokens: counter('tokens_total', 'Tokens, by model and direction', ['model', 'direction']),
    calls: counter('provider_calls_total', 'Calls of providers that were paid for, by model and purpose', [
      'model',
      'purpose',
      'estimated',
    ]),
    cost: counter('cost_millionths_total', 'Cost of calls, in millionths of the currency', ['model', 'purpose']),
    quotaNotices: counter('quota_notices_total', 'Limits that are nearly used up, or are', [
      'kind',
      'scope',
      'unit',
      'period',
    ]),
    verdicts: counter('verdicts_total', 'Findings of the content filter, by direction, action and who found', [
      'direction',
      'action',
      'by',
    ]),
    tools: counter('tool_calls_total', 'Calls of tools, by how they ended', ['outcome']),
    toolTime: histogram('tool_call_seconds', 'From a call of a tool to its result, waits for people included', [
      'outcome',
    ]),
    jobs: counter('jobs_total', 'Runs of jobs, by name and outcome', ['job', 'outcome']),
    jobsNow: new Gauge({
      name: 'chat_view_jobs_now',
      help: 'Jobs of this node that run, that are due, and that were given up since its start',
      labelNames: ['state'],
      registers,
    }),
    jobTime: histogram('job_seconds', 'From the start of a job’s run to its end', ['job']),
    webhooks: counter('webhook_tries_total', 'Requests to webhooks, by how they ended', ['outcome']),
    busWords: counter('bus_words_total', 'Words between nodes, by kind, told and heard', ['kind', 'direction']),
    parts: new Gauge({
      name: 'chat_view_part_up',
      help: 'What /ready looks at: 1 where it works, 0 where not',
      labelNames: ['part'],
      registers,
    }),
    outboxWaiting: new Gauge({
      name: 'chat_view_outbox_waiting',
      help: 'Deliveries of committed events that wait',
      registers,
    }),
    outboxOldest: new Gauge({
      name: 'chat_view_outbox_oldest_seconds',
      help: 'Age of the oldest delivery that waits; 0 where none does',
      registers,
    }),
  } as const
}

export type Metrics = ReturnType<typeof createMetrics>
