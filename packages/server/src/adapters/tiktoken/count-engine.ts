import { createRequire } from 'node:module'
import type { Tiktoken } from 'tiktoken/lite'
import type { Encoding } from './encoding-of.ts'
import { tokensOfSample } from './sample-text.ts'

/** What the counting thread is asked. */
export interface CountQuestion {
  readonly id: number
  readonly encoding: Encoding
  readonly texts: readonly string[]
}

/** And answers: null when the encoding can't be loaded. */
export interface CountReply {
  readonly id: number
  readonly tokens: readonly number[] | null
}

interface EncodingData {
  readonly bpe_ranks: string
  readonly special_tokens: Record<string, number>
  readonly pat_str: string
}

// CommonJS: of the two forms that the package has, the one that Node loads without a flag.
const require = createRequire(import.meta.url)

const loadEncoding = (encoding: Encoding): Tiktoken | null => {
  try {
    const lite = require('tiktoken/lite') as typeof import('tiktoken/lite')
    const data = require(`tiktoken/encoders/${encoding}.json`) as EncodingData
    return new lite.Tiktoken(data.bpe_ranks, data.special_tokens, data.pat_str)
  } catch {
    return null
  }
}

/** Counts, loading each encoding when it is first asked for. Runs on whatever thread it is made on. */
export const createCountEngine = (load: (encoding: Encoding) => Tiktoken | null = loadEncoding) => {
  const loaded = new Map<Encoding, Tiktoken | null>()
  return ({ id, encoding, texts }: CountQuestion): CountReply => {
    if (!loaded.has(encoding)) loaded.set(encoding, load(encoding))
    const encoder = loaded.get(encoding)
    // Ordinary: what looks like one of the model's own marks is text here, as it is for the model.
    const count = (text: string): number => encoder?.encode_ordinary(text).length ?? 0
    return { id, tokens: encoder ? texts.map(text => tokensOfSample(text, count)) : null }
  }
}
