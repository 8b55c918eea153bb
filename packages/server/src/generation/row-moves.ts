import type { GenerationRecord } from '../ports/generation-store.ts'
import { noteFailure } from '../ports/outage-note.ts'
import type { AnswerWriting } from './answer-writing.ts'
import type { RunTools } from './run-tools.ts'

/** Changes of a running row's state, made in order. */
export class RowMoves {
  readonly #record: GenerationRecord
  readonly #tools: Pick<RunTools, 'store' | 'logger'>
  readonly #writing: AnswerWriting
  readonly #isLive: () => boolean
  #last: Promise<void> = Promise.resolve()

  /** `isLive`: may something still be added to the answer? */
  constructor(
    record: GenerationRecord,
    tools: Pick<RunTools, 'store' | 'logger'>,
    writing: AnswerWriting,
    isLive: () => boolean,
  ) {
    this.#record = record
    this.#tools = tools
    this.#writing = writing
    this.#isLive = isLive
  }

  to(state: 'streaming' | 'waiting'): void {
    const { id } = this.#record
    const move = async (): Promise<void> => {
      if (!this.#isLive()) return
      const moved = await this.#tools.store.moveGeneration(id, this.#writing.term, state)
      if (!moved && this.#isLive()) await this.#writing.look()
    }
    this.#last = this.#last
      .then(move)
      .catch((error: unknown) =>
        noteFailure(this.#tools.logger, { generation: id }, error, 'the row was not told of the text'),
      )
  }
}
