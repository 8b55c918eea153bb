import type { AgendaBackend } from 'agenda'
import { openMongoJobsBackend } from '../../adapters/agenda/open-mongo-jobs-backend.ts'
import { openJobsBackend } from '../../adapters/sqlite/jobs/open-jobs-backend.ts'
import type { JobsPlace } from './opened-jobs.ts'

/** The backend for a place, not yet connected. */
export const backendAt = (place: JobsPlace): AgendaBackend =>
  place.kind === 'sqlite' ? openJobsBackend({ path: place.path }) : openMongoJobsBackend(place)
