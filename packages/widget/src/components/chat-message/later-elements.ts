/** Begins a load once; one that failed is begun again when it is wanted again. */
const once = (load: () => Promise<unknown>) => {
  let begun: Promise<unknown> | undefined
  return (): Promise<unknown> => {
    begun ??= load().catch(() => {
      begun = undefined
    })
    return begun
  }
}

/** Elements that stand in few messages: each is registered, and draws itself, once it was wanted. */
export const laterElements = {
  tool: once(async () => (await import('../chat-tool/define-tool.ts')).defineTool()),
  step: once(async () => (await import('../chat-step/define-step.ts')).defineStep()),
} as const
