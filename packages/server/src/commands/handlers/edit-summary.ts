import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadSummary } from '../load-summary.ts'

export const editSummary: CommandHandler<'editSummary'> = async ({ summary: id, text, version }, call, room) => {
  if (!call.isReplay) await room.access.toSummary(call.principal, id, 'summary.write', 'left-to-verb')
  const commit = await room.store.editSummary({
    ...call.verb,
    id,
    userId: call.principal.userId,
    text,
    ...(version === undefined ? {} : { version }),
  })
  followUp({ ...commit, value: {} }, room)
  return { summary: await loadSummary(commit.value.summaryId, room) }
}
