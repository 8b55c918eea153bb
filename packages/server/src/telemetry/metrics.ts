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
    tokens: counter('tokens_total', 'Tokens, by model and direction', ['model', 'direction']),
  } as const
}

export type Metrics = ReturnType<typeof createMetrics>
