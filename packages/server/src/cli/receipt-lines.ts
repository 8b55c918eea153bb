import type { Receipt } from '@chat-view/protocol'

const dayOf = (at: number): string => new Date(at).toISOString()

/** A receipt for people to read. */
export const receiptLines = ({ id, requestedAt, finishedAt, counts, backupsUntil }: Receipt): string[] => [
  `  erasure ${id}`,
  `  asked for ${dayOf(requestedAt)}, finished ${dayOf(finishedAt)}`,
  `  threads: ${counts.threads}, messages in others’ threads: ${counts.messages}`,
  `  backups may hold the rest until ${dayOf(backupsUntil)}`,
]
