import type { SpendLimit } from '@chat-view/protocol'
import type { ModelTable } from '../../ports/model-table.ts'

/**
 * Those of these models that a limit of money cannot hold, because nobody told their prices; none where none of the
 * limits is of money (AI7.11).
 */
export const unpricedModels = (
  { find }: Pick<ModelTable, 'find'>,
  limits: readonly Pick<SpendLimit, 'unit'>[],
  names: readonly string[],
): string[] =>
  limits.some(({ unit }) => unit === 'money') ? [...new Set(names)].filter(name => find(name).prices === null) : []
