/** Where a text is looked for: a scope of the index, and a thread's number in it. */
export interface SearchPlace {
  readonly scope: number
  readonly number: number
}

// A term holds neither sign, so that nothing can be taken for another: `-` stands before a term, `~` before a thread.
const inScope = (scope: number, term: string): string => `${scope.toString(36)}${beforeTerm(term)}`
const inThread = ({ scope, number }: SearchPlace): string => `${scopeAlone(scope)}${number.toString(36)}`
const scopeAlone = (scope: number): string => `${scope.toString(36)}~`

/** How a term, or the beginning of one, stands in an entry, whatever its scope. */
export const beforeTerm = (term: string): string => `-${term}`

/** The range of the index in which all is that begins so, both ends of it. */
export const rangeOf = (scope: number, begun: string): readonly [string, string] => {
  const first = inScope(scope, begun)
  return [first, `${first}\u{10ffff}`]
}

/** What the index holds of a text: its scope, its thread there, and each term in its scope. */
export const scopedTerms = (place: SearchPlace, terms: Iterable<string>): string => {
  let text = `${scopeAlone(place.scope)} ${inThread(place)}`
  for (const term of terms) text += ` ${inScope(place.scope, term)}`
  return text
}

/** One scope to look through, either all of it or some threads. */
export interface SearchedScope {
  readonly scope: number
  readonly threads: readonly SearchPlace[] | null
}

/**
 * What the index is asked for; without terms, for all that is in the scopes. Terms hold letters, digits and underscores
 * only: nothing in them means anything to it.
 */
export const matchOf = (scopes: readonly SearchedScope[], terms: readonly string[], prefix: boolean): string => {
  const last = terms.length - 1
  const each = ({ scope, threads }: SearchedScope): string => {
    const all = terms.map((term, place) => `"${inScope(scope, term)}"${prefix && place === last ? '*' : ''}`)
    if (all.length === 0) all.push(`"${scopeAlone(scope)}"`)
    if (threads !== null) all.push(`(${threads.map(thread => `"${inThread(thread)}"`).join(' OR ')})`)
    return `(${all.join(' AND ')})`
  }
  return scopes.map(each).join(' OR ')
}
