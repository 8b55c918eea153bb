import { relative } from 'node:path'
import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter'
import { repository } from '../process/repository.ts'
import { secondTryLine } from './second-try-mark.ts'

/**
 * A Playwright reporter that says nothing of what passed: the names of the journeys that failed come first, then what
 * was wrong with each, then those that failed first and passed when they were tried again (`retries`).
 */
export default class JourneyReporter implements Reporter {
  #journeys: Suite | undefined
  readonly #outside: TestError[] = []

  onBegin(_: FullConfig, journeys: Suite): void {
    this.#journeys = journeys
  }

  onError(error: TestError): void {
    this.#outside.push(error)
  }

  onEnd(): void {
    const journeys = this.#journeys?.allTests() ?? []
    const failed = journeys.filter(journey => journey.outcome() === 'unexpected')
    for (const journey of failed) console.log(`failed: ${nameOf(journey)}`)
    for (const error of this.#outside) console.log(wordsOf(error))
    for (const journey of failed) for (const line of failuresOf(journey)) console.log(line)
    for (const journey of journeys.filter(journey => journey.outcome() === 'flaky'))
      console.log(secondTryLine(fileOf(journey), journey.title, journey.results[0]?.errors[0]?.message))
  }
}

const fileOf = ({ location }: TestCase) => relative(repository, location.file)

const nameOf = (journey: TestCase) => `${fileOf(journey)} > ${journey.title}`

const failuresOf = (journey: TestCase): readonly string[] =>
  journey.results.flatMap(({ retry, errors }) =>
    errors.map(error => `${nameOf(journey)}, try ${retry + 1}\n${wordsOf(error)}`),
  )

const wordsOf = ({ message, snippet, stack, value }: TestError): string =>
  [message ?? value, snippet, message && stack?.replace(message, '')].filter(Boolean).join('\n').replaceAll(/^/gm, '  ')
