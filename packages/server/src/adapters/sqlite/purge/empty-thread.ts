import type { WriteContext } from '../write-context.ts'
import { removeLoneVisitors } from './lone-visitors.ts'

/** What was taken out of a deleted thread. */
export interface ThreadContents {
  readonly messages: number
  readonly edits: number
  readonly answers: number
  readonly feedback: number
  readonly invites: number
  readonly summaries: number
  /** Ids of the runs. */
  readonly generations: readonly string[]
  /** Nothing is left in it. */
  readonly done: boolean
}

/** Rows of all kinds. */
export const rowsIn = (contents: ThreadContents): number =>
  contents.messages +
  contents.edits +
  contents.answers +
  contents.feedback +
  contents.invites +
  contents.summaries +
  contents.generations.length

interface Full {
  readonly id: string
  readonly author_id: string | null
}

const emptyMessage = ({ sql }: WriteContext, id: string): Omit<ThreadContents, 'invites' | 'summaries' | 'done'> => {
  const feedback = sql.run('DELETE FROM feedback WHERE message_id = ?', id)
  const edits = sql.run('DELETE FROM edits WHERE message_id = ?', id)
  const answers = sql.run('DELETE FROM answer_versions WHERE message_id = ?', id)
  const runs = sql.all<{ id: string }>('SELECT id FROM generations WHERE message_id = ?', id)
  sql.run('DELETE FROM generations WHERE message_id = ?', id)
  const messages = sql.run('DELETE FROM messages WHERE id = ?', id)
  return { feedback, edits, answers, messages, generations: runs.map(run => run.id) }
}

/**
 * Takes the newest messages out of a deleted thread, children first, up to so many rows (and those of one message more).
 * The newest first: none is left that was superseded by one that went. When nothing is left the title goes as well.
 */
export const emptyThread = (context: WriteContext, threadId: string, limit: number): ThreadContents => {
  const { sql } = context
  const full = sql.all<Full>(
    'SELECT id, author_id FROM messages WHERE thread_id = ? ORDER BY seq DESC LIMIT ?',
    threadId,
    limit,
  )
  sql.run('DELETE FROM masks WHERE thread_id = ?', threadId)
  let [messages, edits, answers, feedback, invites, summaries] = [0, 0, 0, 0, 0, 0]
  const generations: string[] = []
  const contents = (done: boolean): ThreadContents => {
    return { messages, edits, answers, feedback, invites, summaries, generations, done }
  }
  for (const { id } of full) {
    const found = emptyMessage(context, id)
    messages += found.messages
    edits += found.edits
    answers += found.answers
    feedback += found.feedback
    generations.push(...found.generations)
    if (rowsIn(contents(false)) >= limit) break
  }
  removeLoneVisitors(
    context,
    full.flatMap(({ author_id }) => author_id ?? []),
  )
  if (sql.get('SELECT 1 FROM messages WHERE thread_id = ? LIMIT 1', threadId) !== undefined) return contents(false)
  summaries = sql.run('DELETE FROM summaries WHERE thread_id = ?', threadId)
  invites = sql.run('DELETE FROM invites WHERE thread_id = ?', threadId)
  sql.run('DELETE FROM verdicts WHERE thread_id = ?', threadId)
  sql.run('UPDATE calls SET thread_id = NULL WHERE thread_id = ?', threadId)
  sql.run('UPDATE threads SET emptied = 1, title = NULL, message_count = 0, total_tokens = 0 WHERE id = ?', threadId)
  return contents(true)
}
