import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { backendAt } from '../../../testing/jobs-contract/backend-at.ts'
import { jobsContract } from '../../../testing/jobs-contract/jobs-contract.ts'
import { lockRules } from '../../../testing/jobs-contract/lock-rules.ts'
import { repositoryRules } from '../../../testing/jobs-contract/repository-rules.ts'
import { openJobsBackend } from './open-jobs-backend.ts'

const open = (writer: 'thread' | 'inline') => async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-jobs-'))
  const place = { kind: 'sqlite', path: join(folder, 'jobs.db') } as const
  return {
    place,
    backend: () => (writer === 'thread' ? backendAt(place) : openJobsBackend({ path: place.path, writer })),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

jobsContract('SQLite', open('thread'))

describe('jobs on SQLite, written on the caller’s thread', () => {
  repositoryRules(open('inline'))
  lockRules(open('inline'))
})
