import type { Usage } from '@chat-view/protocol'

/** More tokens than any one call can consume: what says more is wrong. */
const mostTokens = 100_000_000

const possible = (count: number | null): number | null =>
  count !== null && Number.isSafeInteger(count) && count >= 0 && count <= mostTokens ? count : null

/** What can be true of what a provider told: the rest is not known. */
export const possibleUsage = ({ input, output, cached, estimated }: Usage): Usage => ({
  input: possible(input),
  output: possible(output),
  cached: possible(cached),
  estimated,
})
