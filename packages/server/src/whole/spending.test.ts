import { describe } from 'vitest'
import { withMongo } from '../testing/mongo-server.ts'
import { spendingRules } from '../testing/whole-server/spending-rules.ts'

describe('spending on SQLite', () => spendingRules(() => ({})))

await withMongo('spending on MongoDB', mongo => spendingRules(() => ({ DATABASE_URL: mongo.newUrl() })))
