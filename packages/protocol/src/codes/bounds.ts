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
  /** People in a thread, its owner among them (CV10). */
  participants: 100,
  /** Standing invitations of a thread, and how long one may last. */
  invite: { standing: 50, minSeconds: 60, maxSeconds: 2_592_000, defaultSeconds: 604_800 },
  /** Length of what is searched for, and results of one search (ST6). */
  searchQuery: 200,
  searchResults: { max: 100, default: 20 },
  /** Days for which a project may keep threads (ST8). */
  retentionDays: 3_650,
  /** Earlier texts that are kept of a message: most, and when the project says nothing (CV4). */
  editsKept: { max: 1_000, default: 50 },
  /** Length of a summary's text (AI5). */
  summaryText: 20_000,
  /**
   * Tools that a page may offer with one question, lengths of what describes and answers them, and levels of a schema
   * (AI10); together they have so many bytes as JSON that a frame has room for the question.
   */
  tools: {
    perPage: 32,
    together: 200_000,
    name: 64,
    description: 2_000,
    schema: 16_000,
    levels: 64,
    arguments: 100_000,
    result: 100_000,
  },
  /** Spend limits of one project, and of all of a kind together (AI7). */
  spendLimits: 30,
  /** Follow-up questions that are suggested under an answer, and the length of one (CV8). */
  suggestions: { max: 4, length: 200 },
  /** Rules of a project's own filter, words and patterns that it masks, and texts it pins (AI3, AI8, AI9). */
  filterRules: 50,
  maskedNames: 500,
  maskPatterns: 20,
  pinnedTexts: 20,
  /** Webhooks of a project (OP6). */
  webhooks: 20,
  /** Events that are replayed before a subscriber is told to reload (RT3). */
  replayEvents: 1_000,
} as const
