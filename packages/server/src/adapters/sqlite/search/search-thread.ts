import { serveWriter } from '../writer-thread.ts'
import { openSearchEngine } from './search-engine.ts'

serveWriter<{ path: string }>(openSearchEngine)
