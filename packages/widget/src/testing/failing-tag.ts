/**
 * A language tag whose words do not load the next time that they are wanted after `fail`, as without a network. They are
 * loaded by what the tag says of its language, and asked for again they come.
 */
export function failingTag(tag: string): { readonly tag: string; readonly fail: () => void } {
  let fails = false
  const trim = (): string => {
    if (fails) {
      fails = false
      throw new TypeError('Failed to fetch dynamically imported module')
    }
    return tag
  }
  const fake: unknown = { trim, toString: () => tag }
  return {
    tag: fake as string,
    fail: () => {
      fails = true
    },
  }
}
