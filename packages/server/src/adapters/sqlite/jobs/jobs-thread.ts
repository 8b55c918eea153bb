import { serveWriter } from '../writer-thread.ts'
import { type JobsEngineData, openJobsEngine } from './jobs-engine.ts'

serveWriter<JobsEngineData>(openJobsEngine)
