/** Where a row stands in its kind: ids by their bytes and numbers by their size, one after the other. */
export type ArchivePlace = readonly (string | number)[]

/** A place as an archive writes it. */
export const archiveKey = (place: ArchivePlace): string => JSON.stringify(place)

/** @throws SyntaxError for what is no key */
export const archivePlace = (key: string): ArchivePlace => {
  const place: unknown = JSON.parse(key)
  const isPart = (part: unknown): boolean => typeof part === 'string' || Number.isSafeInteger(part)
  if (Array.isArray(place) && place.length > 0 && place.every(isPart)) return place as ArchivePlace
  throw new SyntaxError('no key of an archive')
}

// Bytes of UTF-8 are in the order of code points, which UTF-16 units are not.
const byCodePoint = (one: string, other: string): number => {
  const [a, b] = [[...one], [...other]]
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    const difference = (a[n]?.codePointAt(0) ?? 0) - (b[n]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Negative when the first place comes before the other, as every store orders them. */
export const compareArchivePlaces = (one: ArchivePlace, other: ArchivePlace): number => {
  for (let n = 0; n < Math.min(one.length, other.length); n++) {
    const [a, b] = [one[n], other[n]]
    if (a === b) continue
    return typeof a === 'number' && typeof b === 'number' ? a - b : byCodePoint(String(a), String(b))
  }
  return one.length - other.length
}
