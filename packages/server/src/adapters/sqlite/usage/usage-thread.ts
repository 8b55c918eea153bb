import { serveWriter } from '../writer-thread.ts'
import { openUsageEngine } from './usage-engine.ts'

serveWriter<{ path: string }>(openUsageEngine)
