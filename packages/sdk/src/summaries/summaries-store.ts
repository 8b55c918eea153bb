import type { Summary } from '@chat-view/protocol'
import { onStart } from 'nanostores'
import { safeAtom } from '../safe-atom.ts'
import type { ThreadServices } from '../threads/thread-services.ts'
import type { FollowedSummaries } from './followed-summaries.ts'

/** A thread's summaries: what follows them comes with the first look (AI5). */
export class SummariesStore {
  readonly $summaries = safeAtom<readonly Summary[]>([])
  /** Null until they were looked at. */
  followed: FollowedSummaries | null = null

  constructor(services: ThreadServices, threadId: () => string | null) {
    onStart(this.$summaries, () => {
      if (this.followed) return
      import('./followed-summaries.ts').then(
        ({ FollowedSummaries }) => {
          this.followed ??= new FollowedSummaries(services, threadId, this.$summaries)
          void this.followed.refresh()
        },
        // The next look tries again.
        () => {},
      )
    })
  }
}
