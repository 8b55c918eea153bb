/** Bounds that both sides hold. Lengths count UTF-16 code units. */
export const bounds = {
  /** Items of a list page: least, most, and when nothing was said (ST5). */
  page: { min: 1, max: 200, default: 50 },
  /** Length of a message that a person sends. */
  messageText: 100_000,
  /** Length of a thread's title. */
  title: 200,
  /** Length of a cursor. */
  cursor: 1_000,
  /** Bytes of one frame from a client. */
  clientFrame: 512 * 1024,
  /** Live places that one subscribe frame may name. */
  livePlaces: 64,
  /** Subscriptions of one connection. */
  subscriptions: 500,
  /** Days for which a command id is remembered (RT11). */
  commandDays: 7,
  /** Events that are replayed before a subscriber is told to reload (RT3). */
  replayEvents: 1_000,
} as const
