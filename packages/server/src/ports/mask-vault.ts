/** What stands for a personal datum in a thread, and the datum itself, encrypted (AI9). */
export interface MaskRecord {
  /** As `EMAIL_1`. */
  readonly placeholder: string
  /** By a `Cipher`; no store can read it. */
  readonly sealed: string
  readonly at: number
}

/**
 * The placeholders of each thread (AI9). They are kept so that a datum has one placeholder for as long as its thread
 * lives; they go with the thread, and with each message of it that is deleted or erased, for a row does not tell whose
 * datum it is: what is still said is masked anew.
 */
export interface MaskVault {
  /** Oldest first, at most so many. */
  listMasks(threadId: string, limit: number): Promise<MaskRecord[]>
  /** Adds all or none: false when a placeholder is taken, or the thread deleted or unknown. */
  addMasks(threadId: string, masks: readonly MaskRecord[]): Promise<boolean>
}
