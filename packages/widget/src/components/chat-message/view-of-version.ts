import { type AnswerVersion, isOpenGeneration, type MessageView } from '@chat-view/sdk'

/** One of the answers that a message holds, seen by who may not choose which one all see (CV3, CV9). */
export interface SeenVersion {
  readonly version: AnswerVersion
  /** Generation of the one that all saw then: with another one it is over. */
  readonly besides: string | undefined
}

/** The message as it looks with that answer; as it is where another one was asked for or chosen meanwhile. */
export const viewOfVersion = (view: MessageView, seen: SeenVersion | null): MessageView => {
  if (!seen || seen.besides !== view.answer?.generation || seen.version.number === view.versions.shown) return view
  const { number, parts, generation } = seen.version
  const { id, state, end } = generation
  if (isOpenGeneration(state)) return view
  const answer = { state, generation: id, reason: end?.reason ?? '', usage: end?.usage ?? null }
  return { ...view, parts, answer, suggestions: [], feedback: null, versions: { ...view.versions, shown: number } }
}
