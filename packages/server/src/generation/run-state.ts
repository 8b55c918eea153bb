import type { EndedGenerationState } from '@chat-view/protocol'
import type { GenerationEnding } from '../ports/generation-store.ts'

/**
 * The life of a run on this node. `waiting`: for a person or a page (AI10). `ending`: its end is decided and on its way into log and store; exactly one run of a
 * generation gets there. `lost`: the row is another's, closed, or gone; nothing more is written here.
 */
export type RunState =
  | { readonly name: 'queued' }
  | { readonly name: 'starting' }
  | { readonly name: 'thinking' }
  | { readonly name: 'streaming' }
  | { readonly name: 'waiting' }
  | { readonly name: 'ending'; readonly ending: GenerationEnding }
  | { readonly name: 'ended'; readonly state: EndedGenerationState }
  | { readonly name: 'lost' }

/** True while a provider may still add to the answer. */
export const isLive = ({ name }: RunState): boolean => name !== 'ending' && name !== 'ended' && name !== 'lost'

/** True while no provider can have been asked: the row is not this node's to run yet. */
export const isUnbegun = ({ name }: RunState): boolean => name === 'queued' || name === 'starting'

/** True when nothing more happens. */
export const isOver = (state: RunState): boolean => state.name === 'ended' || state.name === 'lost'
