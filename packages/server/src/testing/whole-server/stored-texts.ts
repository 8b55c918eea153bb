import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { textOfMessage } from './rest-user.ts'

/** Looks into the database of a data folder, beside the server that writes it. */
export const lookInto = <T>(folder: string, look: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(join(folder, 'chat-view.db'), { readOnly: true })
  try {
    return look(db)
  } finally {
    db.close()
  }
}

/** The texts of all answers that a message holds, oldest first, as they stand in the file. */
export const storedTexts = (folder: string, message: string): string[] =>
  lookInto(folder, db =>
    db
      .prepare('SELECT parts FROM answer_versions WHERE message_id = ? ORDER BY number')
      .all(message)
      .map(({ parts }) => textOfMessage({ parts: JSON.parse(String(parts)) })),
  )
