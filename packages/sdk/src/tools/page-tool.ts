/** What a call of a page's tool is told besides its arguments. */
export interface ToolCall {
  /** Names the call within its answer. */
  readonly call: string
  /** Id of the thread, and of the answer in which it was called. */
  readonly thread: string
  readonly message: string
  /** Aborted when nobody waits for the result any more: the answer ended, or the chat was closed. */
  readonly signal: AbortSignal
}

/**
 * A tool that the page runs itself when the model calls it (AI10). Its code runs with all the page's rights, on arguments
 * that a model wrote: check them, and ask for approval where a call changes something.
 */
export interface ChatTool {
  /** Letters, digits, `_` or `-`, at most 64; no other tool of the chat has it. */
  readonly name: string
  /** What people see. Default: the name. */
  readonly title?: string | undefined
  /** Tells the model what it does and when to use it. */
  readonly description: string
  /** JSON Schema of its arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Ask a person before each call. Default false. */
  readonly approval?: boolean | undefined
  /**
   * Does it. A text is told to the model as it is, anything else as JSON; what is thrown is told as a failure, with its
   * message. Called once for each call, in one page of the user who asked.
   */
  run(args: unknown, call: ToolCall): unknown
}
