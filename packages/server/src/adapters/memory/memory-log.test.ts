import { generationLogContract } from '../../testing/generation-log-contract/generation-log-contract.ts'
import { createMemoryLog } from './memory-log.ts'

generationLogContract('the log in memory', async () => {
  const log = createMemoryLog()
  return { log, dispose: () => log.close() }
})
