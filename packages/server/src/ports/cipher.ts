/**
 * Encrypts what is kept, by `SECRET_KEY`: the first entry of the list encrypts, all decrypt. A purpose has keys of its
 * own; what is sealed for one place (`about`) opens for no other.
 */
export interface Cipher {
  seal(purpose: string, about: string, text: string): string
  /** Null when no key of the list opens it, or it was changed. */
  open(purpose: string, about: string, sealed: string): string | null
  /** Whether the first entry of the list alone would not open it: it is to be sealed anew before the others go. */
  isStale(purpose: string, about: string, sealed: string): boolean
}
