import { codeAnswer } from './answers/code-answer.ts'
import { listAnswer } from './answers/list-answer.ts'
import { longAnswer } from './answers/long-answer.ts'
import { reasonedAnswer } from './answers/reasoned-answer.ts'
import { tableAnswer } from './answers/table-answer.ts'
import { tourAnswer } from './answers/tour-answer.ts'

export interface DemoCitation {
  readonly title: string
  readonly url: string
  readonly quote: string | null
}

/** What the demo provider says, and how it comes to its end. */
export interface DemoAnswer {
  readonly reasoning?: string
  readonly text: string
  readonly citations?: readonly DemoCitation[]
  /** Default `stop`. `cut`: the stream breaks off; `fail`: the provider fails before the first word. */
  readonly ends?: 'stop' | 'length' | 'cut' | 'fail'
}

/** Words of a question and the answer to it; the first that is found counts. */
const answers: readonly (readonly [RegExp, DemoAnswer])[] = [
  [/\btables?\b/i, tableAnswer],
  [/\bcode\b|\bscript\b|\bprogram/i, codeAnswer],
  [/\blists?\b|\btasks?\b|\btodo\b/i, listAnswer],
  [/\blong\b|\bstory\b|\bessay\b/i, longAnswer],
  [/\bwhy\b|\bthink\b|\breason|\bsources?\b/i, reasonedAnswer],
  [/\bcut\b|\binterrupt/i, { text: longAnswer.text.slice(0, 400), ends: 'cut' }],
  [/\bfail\b|\berror\b/i, { text: '', ends: 'fail' }],
]

/** The same question always gets the same answer. */
export const demoAnswer = (question: string): DemoAnswer =>
  answers.find(([words]) => words.test(question))?.[1] ?? tourAnswer
