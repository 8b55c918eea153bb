/** How the message of a test begins that judged a history and found what must never be. */
export const brokenPromises = 'Broken promises'

/**
 * Where `CI` is set, a test that fails is tried again: it may have been slow in the crowd. Never one that found, by
 * chance, what must never be, for the next try is about something else: a property of fast-check, which says so in these
 * words, and a judged history.
 */
export const triedAgain = { count: 2, condition: new RegExp(`^(?!Property failed after |${brokenPromises})`) } as const
