import type { z } from 'zod'

/** For whom a tool runs. */
export interface ToolCaller {
  readonly projectId: string
  readonly threadId: string
  readonly userId: string
}

/** What a tool answers: text for the model, and what the answer can cite. */
export interface ToolAnswer {
  readonly text: string
  readonly citations?: readonly { readonly title: string; readonly url: string | null; readonly quote: string | null }[]
}

/** A tool that the server runs for the model (AI10). */
export interface ServerTool<Arguments extends z.ZodType = z.ZodType> {
  /** As the model calls it; a project's settings name those that it may use. */
  readonly name: string
  /** As people call it. */
  readonly title: string
  readonly description: string
  readonly parameters: Arguments
  /** A person is asked before each call. */
  readonly approval: boolean
  /** Again it changes nothing: only then is a call run again whose end is not known. */
  readonly idempotent: boolean
  /** Milliseconds after which it is aborted and counts as failed. */
  readonly timeoutMs: number
  run(input: z.output<Arguments>, context: { caller: ToolCaller; signal: AbortSignal }): Promise<ToolAnswer>
}
