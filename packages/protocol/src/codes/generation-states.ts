/** The states of a generation in which it still runs. */
export const openGenerationStates = ['queued', 'thinking', 'streaming', 'waiting'] as const

/** The states in which a generation ends; every run ends in exactly one (RT2). */
export const endedGenerationStates = ['done', 'stopped', 'interrupted', 'failed', 'blocked'] as const

export type OpenGenerationState = (typeof openGenerationStates)[number]
export type EndedGenerationState = (typeof endedGenerationStates)[number]
export type GenerationState = OpenGenerationState | EndedGenerationState

/** True while a generation may still grow its message. */
export const isOpenGeneration = (state: GenerationState): state is OpenGenerationState =>
  (openGenerationStates as readonly string[]).includes(state)
