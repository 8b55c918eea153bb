import type { Participant } from '@chat-view/sdk'

/** The other people of a thread by name, without the reader. */
export function otherNames(people: readonly Participant[], self: string | null): readonly string[] {
  return people.filter(({ userId, name }) => userId !== self && name).map(({ name }) => name ?? '')
}
