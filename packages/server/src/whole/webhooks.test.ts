import { describe } from 'vitest'
import { withMongo } from '../testing/mongo-server.ts'
import { webhookWholeRules } from '../testing/whole-server/webhook-rules.ts'

describe('webhooks on SQLite', () => webhookWholeRules(() => ({})))

await withMongo('webhooks on MongoDB', mongo => webhookWholeRules(() => ({ DATABASE_URL: mongo.newUrl() })))
