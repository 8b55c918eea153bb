import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'

export const deleteSummary: CommandHandler<'deleteSummary'> = async ({ summary: id, version }, call, room) => {
  // What is gone is found no more, and still gets the answer that it went (RT11).
  if (!call.isReplay) await room.access.toSummary(call.principal, id, 'summary.write', 'left-to-verb')
  const commit = await room.store.deleteSummary({
    ...call.verb,
    id,
    userId: call.principal.userId,
    ...(version === undefined ? {} : { version }),
  })
  followUp({ ...commit, value: {} }, room)
  return { summary: commit.value.summaryId }
}
