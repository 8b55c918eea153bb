import { randomUUID } from 'node:crypto'
import type { LivePlace } from '@chat-view/protocol'
import type { Following, LiveAnswers, LiveReader } from '../../ports/live-answers.ts'
import { OutgoingFrame } from '../../ports/outgoing-frame.ts'

interface FakeAnswer {
  readonly thread: string
  readonly message: string
  readonly generation: string
  text: string
}

interface Reader {
  readonly thread: string
  readonly reader: LiveReader
  /** By generation: how much of its text the reader has; absent: nothing yet, a snapshot is due. */
  readonly offsets: Map<string, number>
  hidden: boolean
}

/** Running answers with readers as cursors, without the running: tests write the text. */
export class FakeLive implements Pick<LiveAnswers, 'follow'> {
  readonly #answers: FakeAnswer[] = []
  readonly #readers = new Set<Reader>()

  get readers(): number {
    return this.#readers.size
  }

  start(thread: string): FakeAnswer {
    const answer = { thread, message: randomUUID(), generation: randomUUID(), text: '' }
    this.#answers.push(answer)
    return answer
  }

  append(answer: FakeAnswer, text: string): void {
    answer.text += text
    for (const reader of this.#readers) if (!reader.hidden) this.#visit(reader)
  }

  follow(thread: string, reader: LiveReader, places: readonly LivePlace[]): Following {
    const entry: Reader = { thread, reader, offsets: new Map(), hidden: false }
    for (const { generation, offset } of places) entry.offsets.set(generation, offset)
    this.#readers.add(entry)
    this.#visit(entry)
    return {
      resume: () => this.#visit(entry),
      setHidden: hidden => {
        entry.hidden = hidden
        if (!hidden) this.#visit(entry)
      },
      stop: () => {
        this.#readers.delete(entry)
      },
    }
  }

  #visit({ thread, reader, offsets }: Reader): void {
    for (const answer of this.#answers) {
      if (answer.thread !== thread) continue
      const offset = offsets.get(answer.generation)
      if (offset === answer.text.length || !reader.ready) continue
      const { message, generation } = answer
      const place = { thread, message, generation }
      offsets.set(generation, answer.text.length)
      if (offset === undefined) {
        const parts = [{ kind: 'text' as const, text: answer.text }]
        reader.send(new OutgoingFrame({ type: 'snapshot', ...place, parts, status: 'streaming' }))
      } else {
        reader.send(new OutgoingFrame({ type: 'delta', ...place, part: 0, offset, text: answer.text.slice(offset) }))
      }
    }
  }
}
