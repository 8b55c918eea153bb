import { z } from 'zod'
import type { Logger } from '../ports/logger.ts'
import type { ServerTool, ToolAnswer, ToolCaller } from '../ports/server-tool.ts'
import { toolWords } from './tool-words.ts'

/** What came of a call: for the model and the reader, and what the answer can cite. */
export interface ToolOutcome {
  readonly state: 'done' | 'failed' | 'denied'
  readonly text: string
  readonly citations?: ToolAnswer['citations']
}

/** Tools come from operators' modules too, which nobody has checked. */
const answerType = z.object({
  text: z.string(),
  citations: z
    .array(z.object({ title: z.string(), url: z.string().nullable(), quote: z.string().nullable() }))
    .default([]),
})

export const failedCall = (text: string): ToolOutcome => ({ state: 'failed', text })

/**
 * Runs a tool within its time. One that does not heed its signal is left behind: what it still says is not heard. Never
 * rejects.
 */
export const runServerTool = async (
  tool: ServerTool,
  input: unknown,
  { caller, signal, logger }: { caller: ToolCaller; signal: AbortSignal; logger: Logger },
): Promise<ToolOutcome> => {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), tool.timeoutMs)
  const either = AbortSignal.any([signal, late.signal])
  const aborted = new Promise<null>(resolve => {
    if (either.aborted) resolve(null)
    else either.addEventListener('abort', () => resolve(null), { once: true })
  })
  try {
    const running = Promise.resolve(tool.run(input, { caller, signal: either }))
    // One that fails after it was left behind fails unheard.
    running.catch(() => {})
    const answer = await Promise.race([running, aborted])
    if (answer === null) return failedCall(toolWords.late(Math.round(tool.timeoutMs / 1000)))
    return { state: 'done', ...answerType.parse(answer) }
  } catch (error) {
    logger.warn({ tool: tool.name, thread: caller.threadId, err: error }, 'a tool failed')
    return failedCall(toolWords.threw)
  } finally {
    clearTimeout(timer)
  }
}
