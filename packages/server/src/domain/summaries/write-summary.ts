import type { AdminProject } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import type { Ids } from '../../ports/ids.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import type { Completions } from '../completion/create-completions.ts'
import { cutText } from '../context/cut-text.ts'
import type { Meter } from '../context/meter.ts'
import type { SpokenMessage } from './spoken-message.ts'
import { type SummarySource, summaryPrompt } from './summary-prompt.ts'

/** What writes the texts of one thread's summaries. */
export interface SummaryWriting {
  readonly completions: Pick<Completions, 'complete'>
  readonly ids: Ids
  readonly project: AdminProject
  readonly threadId: string
  readonly meter: Meter
  readonly signal: AbortSignal
}

const labels = { user: 'User', assistant: 'Assistant', system: 'System' } as const

/** Messages as sources; one that is longer than all the room loses its middle. */
export const sourcesOf = async (
  said: readonly SpokenMessage[],
  room: number,
  meter: Meter,
): Promise<SummarySource[]> => {
  const sources: SummarySource[] = []
  let left = room
  for (const { role, text, tokens } of said) {
    const cut =
      tokens <= left ? null : await cutText(text, { tokens, room: left, at: 'middle' }, part => meter.measureOne(part))
    const fits = tokens <= left || cut !== null
    if (!fits) continue
    sources.push({ label: labels[role], text: cut?.text ?? text })
    left -= cut?.tokens ?? tokens
  }
  return sources
}

/** Has a text written in the place of others. @throws what the provider and the spend firewall refuse with */
export const writeSummary = async (
  { completions, ids, project, threadId, signal }: SummaryWriting,
  sources: readonly SummarySource[],
  maxTokens: number,
): Promise<string> => {
  const text = await completions.complete({
    id: ids.make(),
    project,
    purpose: 'summary',
    threadId,
    userId: null,
    messages: summaryPrompt(sources, maxTokens),
    maxTokens,
    longest: bounds.summaryText,
    signal,
  })
  const plain = text.replaceAll('\u0000', '').trim()
  if (plain === '') throw new ProviderFailure('malformed', { detail: 'The provider wrote no summary' })
  return plain
}
