import type { AdminProject } from '@chat-view/protocol'
import type { Provider } from './provider.ts'

/** A provider as it is to be called for one project. */
export interface ChosenProvider {
  readonly provider: Provider
  /** Names the service among all: a project with an address or a key of its own has a breaker of its own. */
  readonly service: string
  /** Asked when the model fails; null: none is. */
  readonly fallbackModel: string | null
}

/** Who answers in which project: the server's own provider, or one of the project's (AI1). */
export interface Providers {
  /** Name and model for the row of a new answer. @throws provider_unavailable when the project's choice cannot be had */
  plan(project: AdminProject): { readonly provider: string; readonly model: string }
  /** To call it; `name` is the row's. @throws provider_unavailable when there is none of that name, store_unavailable */
  open(projectId: string, name: string): Promise<ChosenProvider>
}
