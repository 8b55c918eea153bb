import { uuids } from './adapters/uuid/uuids.ts'
import type { Completions } from './domain/completion/create-completions.ts'
import { createWordTitle } from './domain/titles/word-title.ts'
import { suggestionsJob } from './jobs/suggestions.ts'
import { titleJob } from './jobs/title.ts'
import type { Announcer } from './ports/announcer.ts'
import type { Clock } from './ports/clock.ts'
import type { GenerationRecord } from './ports/generation-store.ts'
import type { JobDefinition, Jobs } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import type { ProjectStore } from './ports/project-store.ts'
import type { Store } from './ports/store.ts'

export interface WordingOptions {
  readonly store: Store
  readonly projects: { get: ProjectStore['getProject'] }
  readonly completions: Completions
  readonly jobs: Pick<Jobs, 'once'>
  readonly announcer: Announcer
  readonly clock: Clock
  readonly logger: Logger
}

/** Short words around an exchange: a thread's title, and what could be asked next (CV1, CV8). */
export interface Wording {
  /** An answer has come: has follow-ups suggested, in projects that want them. One that is lost is missed by nobody. */
  answered(record: Pick<GenerationRecord, 'id' | 'projectId'>): void
  readonly jobs: {
    readonly title: JobDefinition<{ thread: string }>
    readonly suggestions: JobDefinition<{ generation: string }>
  }
}

export const createWording = (options: WordingOptions): Wording => {
  const { store, projects, completions, jobs, announcer, clock, logger } = options
  const word = createWordTitle({ store, completions, ids: uuids, logger })
  const ask = async ({ id, projectId }: Pick<GenerationRecord, 'id' | 'projectId'>): Promise<void> => {
    const project = await projects.get(projectId)
    if (project?.settings.suggestions) await jobs.once('suggestions', id, { generation: id })
  }
  return {
    answered(record) {
      ask(record).catch((error: unknown) =>
        logger.debug({ generation: record.id, err: error }, 'an answer is left without suggestions'),
      )
    },
    jobs: {
      title: titleJob({ store, announcer, clock, word }),
      suggestions: suggestionsJob({ store, completions, announcer, ids: uuids, clock }),
    },
  }
}
