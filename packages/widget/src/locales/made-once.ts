/** Makes something when it is first asked for, and never again: a formatter takes a millisecond or more to make. */
export const madeOnce = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
