import { appendFileSync } from 'node:fs'
import { z } from 'zod'
import type { ServerTool } from '../../ports/server-tool.ts'

/** What happened to each call, one line each, in the file that `TOOL_LEDGER` names: it outlives the process. */
const note = (line: string): void => appendFileSync(process.env.TOOL_LEDGER ?? '/dev/null', `${line}\n`)

const tool = (name: string, rest: Pick<ServerTool, 'approval' | 'idempotent' | 'run'>): ServerTool => ({
  name,
  title: `The ${name}`,
  description: `Does ${name}`,
  parameters: z.object({ of: z.string().optional() }),
  timeoutMs: 120_000,
  ...rest,
})

const until = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))

/** A module as `AI_TOOLS_MODULE` names it: tools that keep a ledger. `hang` ends only when it is aborted. */
export const tools: readonly ServerTool[] = [
  tool('look', {
    approval: false,
    idempotent: true,
    async run() {
      note('look')
      return { text: 'seen', citations: [{ title: 'The ledger', url: 'https://example.com/', quote: null }] }
    },
  }),
  tool('charge', {
    approval: true,
    idempotent: false,
    async run() {
      note('charge')
      return { text: 'charged' }
    },
  }),
  tool('hang', {
    approval: false,
    idempotent: false,
    async run(_, { signal }) {
      note('hang begun')
      await until(signal)
      note('hang aborted')
      throw signal.reason
    },
  }),
]
