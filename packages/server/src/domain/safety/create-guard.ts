import type { AdminProject, ProjectSettings } from '@chat-view/protocol'
import type { AnswerGuard } from '../../ports/answer-guard.ts'
import type { ContentFilter, Moderator } from '../../ports/content-filter.ts'
import { defaultSettings } from '../../ports/default-settings.ts'
import type { GenerationRecord } from '../../ports/generation-store.ts'
import type { Masking } from '../masking/create-masking.ts'
import { type PaidOptions, recordPaid } from '../spending/record-paid.ts'
import { GuardedByRules } from './guarded-by-rules.ts'
import { Moderation, type ModerationOptions } from './moderation.ts'
import { moderationCall } from './moderation-call.ts'
import { createRuleFilter } from './rule-filter.ts'
import { VerdictBook, type VerdictBookOptions } from './verdict-book.ts'

export interface GuardOptions
  extends Omit<VerdictBookOptions, 'store'>,
    Pick<ModerationOptions, 'timeoutMs' | 'whenFailing'>,
    Pick<PaidOptions, 'signal'> {
  readonly store: VerdictBookOptions['store'] & PaidOptions['store']
  readonly projects: { get(id: string): Promise<AdminProject | null> }
  readonly masking: Masking
  /** Who moderates in a project that wants it; null where its provider has no such endpoint. @throws store_unavailable */
  moderatorOf(project: AdminProject): Promise<Moderator | null>
}

type FilterSettings = ProjectSettings['filter']

/** Guards answers by the settings of their projects: rules, moderation, masking (AI8, AI9). */
export const createGuard = (options: GuardOptions): AnswerGuard => {
  const { projects, masking, moderatorOf, store, clock, logger, ids, observe, timeoutMs, whenFailing } = options
  const filters = new WeakMap<FilterSettings, ContentFilter>()

  const filterOf = (settings: FilterSettings): ContentFilter => {
    const filter = filters.get(settings) ?? createRuleFilter(settings)
    filters.set(settings, filter)
    return filter
  }

  const moderationOf = (moderator: Moderator, record: GenerationRecord): Moderation => {
    const called = (length: number): void => {
      const call = moderationCall({ id: ids.make(), record, moderator, length, at: clock.now() })
      // No answer waits for it.
      recordPaid(options, record.id, [call])
    }
    return new Moderation({ moderator, logger, timeoutMs, whenFailing, called })
  }

  return {
    async open(record) {
      const project = await projects.get(record.projectId)
      const { filter, masking: masked } = project?.settings ?? defaultSettings
      const moderator = project && filter.moderation ? await moderatorOf(project) : null
      return new GuardedByRules({
        filter: filterOf(filter),
        masks: masked === null ? null : await masking.open(record.threadId, masked),
        moderation: moderator === null ? null : moderationOf(moderator, record),
        verdicts: new VerdictBook({ store, ids, clock, logger, observe }, record),
      })
    },
  }
}
