import { describe } from 'vitest'
import { withMongo } from '../testing/mongo-server.ts'
import { guardingRules } from '../testing/whole-server/guarding-rules.ts'

describe('filter and masking on SQLite', () => guardingRules(() => ({})))

await withMongo('filter and masking on MongoDB', mongo => guardingRules(() => ({ DATABASE_URL: mongo.newUrl() })))
