import { bounds } from '@chat-view/protocol/codes'
import { CodedError } from '../ports/coded-error.ts'
import type { Tokens } from '../ports/tokens.ts'

/** Writes and reads the cursors of one list, as one reader filters it; those of any other are refused (ST5). */
export interface Cursors<Place> {
  write(place: Place | null): string | null
  /** @throws invalid_cursor */
  read(cursor: string | undefined): Place | undefined
}

/** `scope` names list, filter and reader; it is sealed into the cursor with the place. */
export const createCursors = <Place>(
  tokens: Pick<Tokens, 'seal' | 'unseal'>,
  scope: readonly (string | boolean)[],
): Cursors<Place> => {
  const head = `${scope.join(' ')}\n`
  return {
    write: place => (place === null ? null : tokens.seal(head + JSON.stringify(place))),
    read: cursor => {
      if (cursor === undefined) return undefined
      const text = cursor.length > bounds.cursor ? null : tokens.unseal(cursor)
      if (text === null || !text.startsWith(head)) throw new CodedError('invalid_cursor')
      return JSON.parse(text.slice(head.length)) as Place
    },
  }
}
