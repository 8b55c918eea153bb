/** What follows and reads the user's lists of threads. */
export { createThreadsApi } from './create-threads-api.ts'
export { ThreadFeed } from './thread-feed.ts'
