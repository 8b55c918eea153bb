import type { MessageView } from '@chat-view/sdk'
import type { DeviceStorage } from '../../controllers/device-storage.ts'
import { Drafts, nobody } from '../../controllers/drafts.ts'
import type { EditDraft } from '../chat-message/edit-draft.ts'

/** The storage of this tab: in another one a message that is edited here is as it was. Null where it is blocked (EM6). */
const tabStorage = (): DeviceStorage | null => {
  try {
    return globalThis.sessionStorage ?? null
  } catch {
    return null
  }
}

/** By their owners, those who used this page: what cannot be stored lasts as long as the page. */
const drafts = new Map<string, Drafts>()

const draftsOf = (owner: string): Drafts => {
  const known = drafts.get(owner) ?? new Drafts(owner, tabStorage())
  drafts.set(owner, known)
  return known
}

/** Forgets all that its owner has begun. */
export const forgetEdits = (owner: string): void => draftsOf(owner).clear()

const isEdit = (value: unknown): value is EditDraft =>
  typeof value === 'object' &&
  value !== null &&
  'text' in value &&
  typeof value.text === 'string' &&
  'version' in value &&
  typeof value.version === 'number' &&
  'saved' in value &&
  (value.saved === null || typeof value.saved === 'string')

/** An edit that was begun in this tab and is neither saved nor given up (CV11). */
export class KeptEdit {
  readonly #drafts: Drafts
  readonly #name: string

  constructor({ id, key, authorId }: Pick<MessageView, 'id' | 'key' | 'authorId'>) {
    // Only its author edits a message.
    this.#drafts = draftsOf(authorId ?? nobody)
    this.#name = id ?? key
  }

  /** Null: none was begun. */
  read(): EditDraft | null {
    try {
      const kept: unknown = JSON.parse(this.#drafts.get(this.#name))
      return isEdit(kept) ? kept : null
    } catch {
      return null // there is none
    }
  }

  /** Writes it down soon: it changes with each key. */
  keep({ text, version, saved }: EditDraft): void {
    this.#drafts.type(this.#name, JSON.stringify({ text, version, saved }))
  }

  /** Writes down what was kept last, at once. */
  save(): void {
    this.#drafts.save()
  }

  drop(): void {
    this.#drafts.set(this.#name, '')
  }
}
