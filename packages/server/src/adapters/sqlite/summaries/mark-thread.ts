import type { WriteContext } from '../write-context.ts'

/** The thread waits to be summarised, since now if it did not before. */
export const markThread = ({ sql }: Pick<WriteContext, 'sql'>, threadId: string, at: number): void => {
  sql.run('UPDATE threads SET summarise_at = coalesce(summarise_at, ?) WHERE id = ?', at, threadId)
}
