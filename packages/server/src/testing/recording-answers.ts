import type { AnswerRunner } from '../ports/answer-runner.ts'
import type { CodedError } from '../ports/coded-error.ts'

/** An answer runner that runs nothing and remembers what it was told. */
export interface RecordingAnswers extends AnswerRunner {
  readonly begun: string[]
  readonly stopped: string[]
  /** What `plan` throws, if anything. */
  refuse: CodedError | null
}

export const createRecordingAnswers = (): RecordingAnswers => {
  const answers: RecordingAnswers = {
    begun: [],
    stopped: [],
    refuse: null,
    plan: () => {
      if (answers.refuse) throw answers.refuse
      return { owner: 'node', provider: 'scripted', model: 'scripted-1' }
    },
    begin: generation => {
      answers.begun.push(generation)
    },
    stop: generation => {
      answers.stopped.push(generation)
    },
  }
  return answers
}
