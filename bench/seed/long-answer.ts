import { cutAnywhere, hardText } from '../../packages/server/src/testing/whole-server/hard-text.ts'
import { seededRandom } from '../../packages/server/src/testing/whole-server/seeded-random.ts'

/** Words of an answer, at least and more by chance; each piece has a dozen code units: some thirty seconds at ten a second. */
const lengths = { least: 300, more: 300 }
const longestPiece = 24

const mark = /^\[ask (\S+) (\d+)\]/

/** One question of a thread, by its number. */
export interface Asked {
  readonly thread: string
  readonly number: number
}

export const questionOf = ({ thread, number }: Asked): string => `[ask ${thread} ${number}] Tell me more.`

/** Null of a text that is no such question. */
export const askedIn = (text: string): Asked | null => {
  const [, thread, number] = mark.exec(text) ?? []
  return thread === undefined ? null : { thread, number: Number(number) }
}

const randomOf = ({ thread, number }: Asked) => {
  let seed = number
  for (const letter of thread) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) | 0
  return seededRandom(seed)
}

/** What the provider says to it: the same whenever it is asked, so that nobody need keep it. */
export const answerTo = (asked: Asked): string => {
  const random = randomOf(asked)
  return hardText(random, lengths.least + random.below(lengths.more))
}

/** The same as it streams, cut anywhere. */
export const piecesOf = (asked: Asked): string[] => cutAnywhere(randomOf(asked), answerTo(asked), longestPiece)
