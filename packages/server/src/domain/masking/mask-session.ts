import type { Cipher } from '../../ports/cipher.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { MaskRecord, MaskVault } from '../../ports/mask-vault.ts'
import type { Detectors } from './detectors-of.ts'
import { type Mask, Masks } from './masks.ts'
import { Restorer } from './restorer.ts'

export interface MaskSessionParts {
  readonly vault: MaskVault
  readonly cipher: Cipher
  readonly clock: Clock
  readonly logger: Logger
}

const purpose = 'masks'

/** Placeholders of a thread that are read, and that one text adds to the vault; more are for one answer only. */
const mostKept = 5_000
const mostFresh = 1_000

/** Tries at numbers that another answer of the same thread has taken meanwhile. */
const maxTries = 3

/** Masking in one thread, for as long as one answer or summary takes (AI9). */
export class MaskSession {
  readonly #parts: MaskSessionParts
  readonly #threadId: string
  readonly #detectors: Detectors
  #masks: Masks
  #saving: Promise<void> = Promise.resolve()

  private constructor(parts: MaskSessionParts, threadId: string, detectors: Detectors) {
    this.#parts = parts
    this.#threadId = threadId
    this.#detectors = detectors
    this.#masks = new Masks(detectors.detect, detectors.kinds)
  }

  /** With what the thread's vault holds. @throws store_unavailable */
  static async open(parts: MaskSessionParts, threadId: string, detectors: Detectors): Promise<MaskSession> {
    const session = new MaskSession(parts, threadId, detectors)
    await session.#load()
    return session
  }

  /**
   * Masks by `mask`, and keeps what it gave before this resolves; where another has taken a number meanwhile, masks anew.
   * @throws store_unavailable
   */
  async keeping<T>(mask: (masks: Masks) => T): Promise<T> {
    for (let tries = 1; ; tries++) {
      const masked = mask(this.#masks)
      const fresh = this.#masks.takeFresh()
      if (fresh.length === 0 || (await this.#add(fresh)) || tries === maxTries) return masked
      const own = this.#masks
      if (await this.#load()) continue
      this.#masks = own
      return masked
    }
  }

  /** Masks what a program wrote; what it gives is kept soon after. */
  maskData(text: string): string {
    const masked = this.#masks.maskData(text)
    const fresh = this.#masks.takeFresh()
    if (fresh.length > 0) this.#saving = this.#saving.then(() => this.#addLater(fresh))
    return masked
  }

  restore(text: string): string {
    return this.#masks.restore(text)
  }

  /** For a text that comes in pieces; after the first masking. */
  restorer(): Restorer {
    return new Restorer(this.#masks)
  }

  /** Resolves when all is kept that was given. Never rejects. */
  kept(): Promise<void> {
    return this.#saving
  }

  /** False: the vault holds nothing. */
  async #load(): Promise<boolean> {
    const { vault, cipher } = this.#parts
    const rows = await vault.listMasks(this.#threadId, mostKept)
    this.#masks = new Masks(this.#detectors.detect, this.#detectors.kinds)
    for (const { placeholder, sealed } of rows)
      this.#masks.know(placeholder, cipher.open(purpose, this.#place(placeholder), sealed))
    return rows.length > 0
  }

  #place(key: string): string {
    return `${this.#threadId} ${key}`
  }

  /** True when the vault holds them now. */
  #add(fresh: readonly Mask[]): Promise<boolean> {
    const { vault, cipher, clock } = this.#parts
    const kept = fresh.slice(0, mostFresh)
    const rows = kept.map(({ key, value }): MaskRecord => {
      return { placeholder: key, sealed: cipher.seal(purpose, this.#place(key), value), at: clock.now() }
    })
    return vault.addMasks(this.#threadId, rows)
  }

  async #addLater(fresh: readonly Mask[]): Promise<void> {
    try {
      await this.#add(fresh)
    } catch (error) {
      // This answer knows them anyhow; the next one gives them numbers of its own.
      this.#parts.logger.warn({ thread: this.#threadId, err: error }, 'placeholders were not kept')
    }
  }
}
