import type { MessagePart } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import { textOfParts } from '../domain/text-of-parts.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { LogEntry, LogItem } from '../ports/generation-log.ts'
import type { GenerationEnding, GenerationRecord } from '../ports/generation-store.ts'
import type { TalkCall } from './answer-talk.ts'
import { claimTerm } from './claim-row.ts'
import { endRow } from './end-row.ts'
import { priceCalls } from './price-calls.ts'
import { replayEntries } from './replay-entries.ts'
import type { RunTools } from './run-tools.ts'
import { endToolPart } from './tool-part.ts'

type TakeOverTools = Pick<
  RunTools,
  'store' | 'log' | 'announcer' | 'clock' | 'logger' | 'settings' | 'owner' | 'signal' | 'books' | 'observer'
>

const lost = (parts: readonly MessagePart[]): GenerationEnding => {
  const text = textOfParts(parts)
  return { state: 'interrupted', reason: 'node-lost', usage: null, length: text.length, hash: hashText(text) }
}

/** What the lost owner asked of a provider, as far as can be told: once, unless it had not begun or could not. */
const lostCalls = (
  row: GenerationRecord,
  told: GenerationEnding | null,
  parts: readonly MessagePart[],
): readonly TalkCall[] => {
  const silent = told !== null && told.usage === null && textOfParts(parts) === textOfParts(row.base)
  if (row.state === 'queued' || silent) return []
  const { provider, createdAt: at } = row
  const [model, usage] = [told?.model ?? row.model, told?.usage ?? null]
  return [{ purpose: 'answer', provider, model, usage, spoke: true, at }]
}

/** Writes an entry of ours; false when the log is another's by now. @throws store_unavailable when the log takes nothing */
const write = async ({ log }: TakeOverTools, generation: string, entry: LogEntry): Promise<boolean> => {
  const { term, seq } = entry.position
  const after = seq === 0 ? null : { term, seq: seq - 1 }
  const [outcome] = await log.append([{ generation, after, entry }])
  if (outcome?.result === 'failed') throw new CodedError('store_unavailable', { detail: `Live log: ${outcome.reason}` })
  return outcome?.result === 'ok' || outcome?.result === 'held'
}

/**
 * Ends a generation whose owner is gone (RT5): as its log's terminal entry says, or as interrupted with all the text
 * that the log holds. Raise the term, fence the log, read it, and only then decide: what the old owner still got
 * through is in it, and nothing of it comes after. Answers whether the row is closed by it.
 */
export const takeOver = async (tools: TakeOverTools, row: GenerationRecord): Promise<boolean> => {
  const { store, log, owner, signal, settings, logger } = tools
  const { retryMs, maxRetryMs } = settings
  const ours = await claimTerm(store, row, owner, { retryMs, maxRetryMs, signal })
  if (!ours) return false
  const { id, term } = ours
  if (!(await write(tools, id, { position: { term, seq: 0 }, items: [{ kind: 'open' }] }))) return false
  const { parts: found, ending: told } = replayEntries(ours.base, await log.read(id))
  const parts = told ? found : found.map(endToolPart)
  const ending = told ?? lost(parts)
  // Readers see of the calls that were open what the row will say.
  const changed = parts.flatMap((data, part): LogItem[] => (data === found[part] ? [] : [{ kind: 'part', part, data }]))
  const items: LogItem[] = [...changed, { kind: 'end', ending }]
  if (told === null && !(await write(tools, id, { position: { term, seq: 1 }, items }))) return false
  // What it was asked with is written at its end alone: nobody knows it any more.
  const asked = { record: ours, calls: lostCalls(ours, told, parts), parts, context: null }
  const calls = priceCalls(tools.books.models, asked)
  const ended = await endRow(tools, { id, term, ending, parts, calls })
  logger.info(
    { generation: id, term, state: ending.state, length: ending.length },
    'an answer without an owner was ended',
  )
  if (ended === null) return false
  const { state, reason, usage } = ending
  tools.observer.ended?.(ended, { state, reason, ms: null, usage })
  return true
}
