import { createScriptedOpenAI } from '@chat-view/server/testing'

export interface HeldAnswer extends AsyncDisposable {
  /** The environment that makes a server ask for it. */
  readonly environment: Readonly<Record<string, string>>
  /** Lets the one that is being said go on to the next mark, or to its end: once some of it was seen. */
  goOn(): void
}

const chunk = (content: string, finish: string | null) => ({
  data: {
    id: 'chatcmpl-held',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'held-1',
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  },
})

/** Characters of a piece, and milliseconds between two. */
const pieceLength = 5
const pace = 20

const piecesOf = (text: string): readonly string[] =>
  [...text].reduce<string[]>((all, letter) => {
    const last = all.at(-1)
    if (last !== undefined && last.length < pieceLength) all[all.length - 1] = last + letter
    else all.push(letter)
    return all
  }, [])

/**
 * A provider that always says one text, piece by piece, and stands still at marks, so that a slow machine misses nothing
 * of an answer in the making. `marks` are lengths in UTF-16 code units, in growing order.
 */
export const holdAnswer = async (text: string, marks: readonly number[]): Promise<HeldAnswer> => {
  const provider = await createScriptedOpenAI()
  let waiting: (() => void)[] = []
  provider.always(() => {
    const gates = marks.map(() => Promise.withResolvers<void>())
    waiting = gates.map(({ resolve }) => resolve)
    let length = 0
    const steps = piecesOf(text).flatMap(piece => {
      const from = length
      length += piece.length
      const held = gates.filter((_, at) => from <= (marks[at] ?? 0) && (marks[at] ?? 0) < length)
      return [...held.map(({ promise }) => ({ until: promise })), { wait: pace }, chunk(piece, null)]
    })
    return { steps: [...steps, chunk('', 'stop'), { raw: 'data: [DONE]\n\n' }] }
  })
  return {
    environment: {
      AI_PROVIDER: 'openai',
      AI_MODEL: 'held-1',
      OPENAI_API_KEY: 'sk-held',
      OPENAI_BASE_URL: provider.baseURL,
    },
    goOn: () => waiting.shift()?.(),
    [Symbol.asyncDispose]: () => provider.close(),
  }
}
