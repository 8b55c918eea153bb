/** Has an object the same values as another one, in all fields that the other has? */
export function sameFields<T extends object>(one: T | null, other: T): boolean {
  return one !== null && Object.entries(other).every(([name, value]) => one[name as keyof T] === value)
}
