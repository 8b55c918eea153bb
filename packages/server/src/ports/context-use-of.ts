import type { ContextRecord, ContextUse } from '@chat-view/protocol'

/** How full a context was, of all that is known of it (AI6). */
export const contextUseOf = ({ used, limit, estimated, summarised, leftOut }: ContextRecord): ContextUse => ({
  used,
  limit,
  estimated,
  summarised,
  leftOut,
})
