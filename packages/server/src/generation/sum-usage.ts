import type { Usage } from '@chat-view/protocol'

const sum = (one: number | null, other: number | null): number | null =>
  one === null && other === null ? null : (one ?? 0) + (other ?? 0)

/** What several calls consumed together; null where none of them told. An estimate among them makes it one. */
export const sumUsage = (usages: readonly Usage[]): Usage | null => {
  const [first, ...rest] = usages
  return rest.reduce<Usage | null>(
    (all, usage) =>
      all && {
        input: sum(all.input, usage.input),
        output: sum(all.output, usage.output),
        cached: sum(all.cached, usage.cached),
        estimated: all.estimated || usage.estimated,
      },
    first ?? null,
  )
}
