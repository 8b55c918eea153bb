/** Somebody who follows a thread. */
export interface PresentPerson {
  readonly id: string
  readonly name: string | null
}

/** Where nodes write who follows a thread on them, for the others to read (RT14, CV7). Absent where one node is all. */
export interface PresenceBoard {
  /**
   * Writes who follows the thread on this node, in place of what was written before; nobody takes it away. Answers who
   * does on the others, each person once. What is not written again within `keptMs` milliseconds falls. Never throws:
   * while it is away nobody else is there.
   */
  show(thread: string, people: readonly PresentPerson[], keptMs: number): Promise<readonly PresentPerson[]>
}
