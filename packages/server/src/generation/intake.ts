import { isOpenGeneration } from '@chat-view/protocol/codes'
import { insist } from '../domain/insist.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { RunTools } from './run-tools.ts'

type IntakeTools = Pick<RunTools, 'store' | 'owner' | 'settings' | 'signal' | 'logger'>

/** Takes in generations that commands have opened, in the order in which they were told. */
export class Intake {
  readonly #tools: IntakeTools
  readonly #enter: (row: GenerationRecord) => void
  readonly #skipped: (generationId: string) => void
  /** What is being looked up, and whether it was stopped meanwhile. */
  readonly #awaited = new Map<string, { stopped: boolean }>()
  #last: Promise<void> = Promise.resolve()

  /** `skipped`: it ended before anybody ran it. */
  constructor(tools: IntakeTools, enter: (row: GenerationRecord) => void, skipped: (generationId: string) => void) {
    this.#tools = tools
    this.#enter = enter
    this.#skipped = skipped
  }

  awaits(generationId: string): boolean {
    return this.#awaited.has(generationId)
  }

  /** Rows are read at once, and entered one after the other. */
  begin(generationId: string): void {
    if (this.#awaited.has(generationId)) return
    const awaited = { stopped: false }
    this.#awaited.set(generationId, awaited)
    const { store, settings, signal } = this.#tools
    const { retryMs, maxRetryMs } = settings
    const read = insist(() => store.getGeneration(generationId), { retryMs, maxRetryMs, signal }).catch(
      (error: unknown) => {
        this.#tools.logger.warn(
          { generation: generationId, err: error },
          'a new answer could not be read; the sweep looks',
        )
        return undefined
      },
    )
    this.#last = this.#last.then(async () => {
      const row = await read
      this.#awaited.delete(generationId)
      if (row === undefined || signal.aborted) return
      const ours = row !== null && row.owner === this.#tools.owner && isOpenGeneration(row.state)
      if (row === null || (ours && awaited.stopped) || !isOpenGeneration(row.state)) this.#skipped(generationId)
      else if (ours && row.state === 'queued') this.#enter(row)
    })
  }

  /** It was read before its stop wish was written: it is not to be run. */
  stop(generationId: string): void {
    const awaited = this.#awaited.get(generationId)
    if (awaited) awaited.stopped = true
  }

  /** Resolves when all that was told has been entered. */
  idle(): Promise<void> {
    return this.#last
  }
}
