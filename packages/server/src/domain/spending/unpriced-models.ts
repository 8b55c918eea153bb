import type { SpendLimit } from '@chat-view/protocol'
import type { ModelTable } from '../../ports/model-table.ts'

/** Is one of these limits of money? */
export const holdMoney = (limits: readonly Pick<SpendLimit, 'unit'>[]): boolean =>
  limits.some(({ unit }) => unit === 'money')

/** Those of these models whose price nobody told, each once. */
export const modelsWithoutPrice = ({ find }: Pick<ModelTable, 'find'>, names: readonly string[]): string[] =>
  [...new Set(names)].filter(name => find(name).prices === null)

/** Those of these models that a limit of money cannot hold; none where none of the limits is of money (AI7.11). */
export const unpricedModels = (
  models: Pick<ModelTable, 'find'>,
  limits: readonly Pick<SpendLimit, 'unit'>[],
  names: readonly string[],
): string[] => (holdMoney(limits) ? modelsWithoutPrice(models, names) : [])
