import { serveWriter } from '../writer-thread.ts'
import { openArchiveEngine } from './archive-engine.ts'

serveWriter<string>(openArchiveEngine)
