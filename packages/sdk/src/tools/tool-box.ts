import { bounds } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import type { ChatTool } from './page-tool.ts'
import type { ToolRunner } from './tool-runner.ts'

type Offered = Omit<ChatTool, 'run'>

/** The tools of one chat's page: offered with what asks for an answer; what runs them comes with the first one (AI10). */
export class ToolBox {
  readonly #tools = new Map<string, ChatTool>()
  readonly #load: (tools: ReadonlyMap<string, ChatTool>) => Promise<ToolRunner>
  #loading: Promise<void> | null = null
  runner: ToolRunner | null = null

  constructor(load: (tools: ReadonlyMap<string, ChatTool>) => Promise<ToolRunner>) {
    this.#load = load
  }

  register(tool: ChatTool): () => void {
    const { name } = tool
    if (this.#tools.has(name)) throw new ChatError('state_conflict')
    if (this.#tools.size >= bounds.tools.perPage) throw new ChatError('too_many')
    this.#tools.set(name, tool)
    this.load()
    return () => {
      if (this.#tools.get(name) === tool) this.#tools.delete(name)
    }
  }

  /** Loads what runs them, where there are any: also again, where it could not be had. */
  load(): void {
    if (this.#tools.size === 0) return
    this.#loading ??= this.#load(this.#tools).then(
      runner => {
        this.runner = runner
      },
      // The next tool, question or connection tries again; until then the server gives calls up in time.
      () => {
        this.#loading = null
      },
    )
  }

  /** For the arguments of a command that asks for an answer. */
  offer(): { readonly tools?: Offered[] } {
    this.load()
    return this.#tools.size > 0 ? { tools: [...this.#tools.values()].map(({ run: _, ...tool }) => tool) } : {}
  }
}
