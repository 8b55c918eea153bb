import { withMongo } from '../testing/mongo-server.ts'
import { wholeWayRules } from '../testing/whole-server/whole-way-rules.ts'

wholeWayRules('a whole conversation on SQLite', () => ({}))

await withMongo('a whole conversation on MongoDB', mongo => {
  wholeWayRules('on MongoDB', () => ({ DATABASE_URL: mongo.newUrl() }))
})
