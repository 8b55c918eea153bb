/** Commands that were done (RT11). */
export interface CommandStore {
  /**
   * The fingerprint under which a user's command id was done, for as long as it is remembered at `at`; null when it was
   * not. A read alone: what is asked twice costs no more than this, and the verb itself decides.
   */
  findCommand(userId: string, id: string, at: number): Promise<string | null>
}
