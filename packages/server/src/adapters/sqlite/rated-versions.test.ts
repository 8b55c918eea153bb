import { expect, it } from 'vitest'
import { databaseAtStep } from '../../testing/migrations/database-at-step.ts'
import { migrate } from './migrate.ts'

it('CV3 an opinion of before becomes one of the answer that is shown; back goes what is of it', () => {
  const db = databaseAtStep(15)
  const opinions = () => db.prepare('SELECT * FROM feedback ORDER BY user_id, rating').all()
  const before = opinions()
  expect(before).toHaveLength(1)
  migrate(db, { at: 2 })
  expect(opinions()).toEqual(before.map(row => ({ ...row, number: 2 })))
  db.exec("INSERT INTO feedback (message_id, user_id, number, rating, at) VALUES ('m2', 'u1', 1, 'up', 3)")
  migrate(db, { to: 15, at: 4 })
  expect(opinions()).toEqual(before)
  db.close()
})
