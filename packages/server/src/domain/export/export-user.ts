import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { LiveAnswers } from '../../ports/live-answers.ts'
import type { Principal } from '../../ports/principal.ts'
import type { ExportFormat } from '../../ports/reads.ts'
import type { Store } from '../../ports/store.ts'
import { exportJson } from './export-json.ts'
import { exportMarkdown } from './export-markdown.ts'

export interface ExportOptions {
  readonly store: Store
  readonly live: Pick<LiveAnswers, 'partsOf'>
  readonly clock: Pick<Clock, 'now'>
}

/**
 * Everything of a user in pieces, as the reader asks for them: never more than a page of messages is in memory (CV12).
 * Of threads that are shared all that they can read now. @throws not_found; the signal's reason
 */
export async function* exportUser(
  { store, live, clock }: ExportOptions,
  { userId, projectId }: Principal,
  format: ExportFormat,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  signal?.throwIfAborted()
  const found = await store.getUser(userId)
  if (found === null || found.projectId !== projectId || found.erasedAt !== null) throw new CodedError('not_found')
  const { id, kind, externalId, name, createdAt } = found
  const source = { store, live, userId, now: clock.now(), signal }
  const write = format === 'json' ? exportJson : exportMarkdown
  yield* write(source, { id, kind, externalId, name, createdAt })
}
