import { atom, type PreinitializedWritableAtom } from 'nanostores'

/**
 * A store whose listeners cannot break off what tells them: what one throws is reported by the platform, as a promise
 * that nobody took, and all else goes on (UX7).
 */
export const safeAtom = <T>(value: T): PreinitializedWritableAtom<T> & object => {
  const $atom = atom(value)
  const { listen } = $atom
  $atom.listen = listener => listen(async (...told) => listener(...told))
  return $atom
}
