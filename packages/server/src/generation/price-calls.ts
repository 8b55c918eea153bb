import type { ContextRecord, MessagePart, Usage } from '@chat-view/protocol'
import { costOf } from '../domain/spending/cost-of.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { ModelInfo, ModelTable } from '../ports/model-table.ts'
import type { CallRecord } from '../ports/usage-store.ts'
import type { AnswerTalk, TalkCall } from './answer-talk.ts'
import type { RunTools } from './run-tools.ts'

/** What an answer's calls are priced by. */
export interface PricedAnswer {
  readonly record: Pick<GenerationRecord, 'id' | 'projectId' | 'threadId' | 'userId' | 'base'>
  readonly calls: readonly TalkCall[]
  /** What it holds at its end, with what was there before it began. */
  readonly parts: readonly MessagePart[]
  readonly context: ContextRecord | null
}

/** Nobody's request is so many times as long as a model can read. */
const absurdWindows = 10
/** Bytes of text for one token where nobody counted: rather too many tokens than too few. */
const bytesPerToken = 3

const encoder = new TextEncoder()

const bytesOf = (parts: readonly MessagePart[]): number => {
  let bytes = 0
  for (const part of parts) {
    if ('text' in part) bytes += encoder.encode(part.text).length
    else if (part.kind === 'tool') bytes += encoder.encode(part.arguments).length
  }
  return bytes
}

const isCount = (value: number | null, most: number): value is number =>
  value !== null && Number.isSafeInteger(value) && value >= 0 && value <= most

/** Bytes that the provider wrote in this run; a stop can take a half emoji, so never less than nothing. */
const writtenBytes = ({ parts, record }: PricedAnswer): number => Math.max(0, bytesOf(parts) - bytesOf(record.base))

interface Counted {
  readonly input: number
  readonly output: number
  readonly cached: number
  readonly estimated: boolean
}

/**
 * What a call consumed: as the provider told it, where that can be. A token is a byte of text at least, and what was
 * thought but not shown is no longer than the longest answer; an answer of some text took some token.
 */
const count = (
  usage: Usage | null,
  info: ModelInfo,
  own: { input: number; bytes: number; wrote: boolean },
): Counted => {
  const most = info.window * absurdWindows
  const told = usage ?? { input: null, output: null, cached: null, estimated: true }
  const input = isCount(told.input, most) ? told.input : null
  const believed = isCount(told.output, Math.min(most, own.bytes + info.maxAnswer)) ? told.output : null
  const output = believed === 0 && own.wrote ? null : believed
  const cached = isCount(told.cached, input ?? 0) ? told.cached : null
  const wellTold = input !== null && output !== null && cached === told.cached
  return {
    input: input ?? own.input,
    output: output ?? Math.ceil(own.bytes / bytesPerToken),
    cached: cached ?? 0,
    estimated: told.estimated || !wellTold,
  }
}

/** Rows of an answer's calls, at the prices of now (AI7). What was not told, or cannot be, is counted here and says so. */
export const priceCalls = (models: ModelTable, answer: PricedAnswer): CallRecord[] => {
  const { record, calls, context } = answer
  const written = writtenBytes(answer)
  const last = calls.findLastIndex(({ spoke }) => spoke)
  const isAlone = calls.filter(({ spoke }) => spoke).length === 1
  return calls.map(({ purpose, provider, model, usage, at }, n) => {
    const info = models.find(model)
    // Which call wrote what nobody knows: the text is put to the last one that said something.
    const bytes = n === last ? written : 0
    const wrote = isAlone && bytes > 0
    const counted = count(usage, info, { input: Math.min(context?.used ?? 0, info.window), bytes, wrote })
    return {
      id: `${record.id}:${n + 1}`,
      projectId: record.projectId,
      threadId: record.threadId,
      userId: record.userId,
      generationId: record.id,
      purpose,
      provider,
      model,
      ...counted,
      cost: costOf(info, counted),
      at,
    }
  })
}

/** The same of a run that asked by a talk, or never did. */
export const callsOfRun = (
  { books }: Pick<RunTools, 'books'>,
  record: GenerationRecord,
  talk: Pick<AnswerTalk, 'calls' | 'context'> | null,
  parts: readonly MessagePart[],
): CallRecord[] => priceCalls(books.models, { record, calls: talk?.calls ?? [], parts, context: talk?.context ?? null })
