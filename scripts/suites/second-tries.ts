import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { repository } from '../process/repository.ts'
import { secondTryLine } from './second-try-mark.ts'

/** A vitest reporter that names each test that failed first and passed when it was tried again (`retry`). */
export default class SecondTries implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const line of modules.flatMap(module => [...module.children.allTests()]).flatMap(secondTry)) console.log(line)
  }
}

function secondTry(test: TestCase): readonly string[] {
  if (!test.diagnostic()?.flaky) return []
  const file = relative(repository, test.module.moduleId)
  return [secondTryLine(file, test.fullName, test.result().errors?.[0]?.message)]
}
