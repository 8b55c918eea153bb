import { wholeNumber } from '../process/whole-number.ts'
import type { ClusterOptions } from './start-cluster.ts'

/** What `npm run cluster` was told, in the words of its command line. */
export interface ClusterWords {
  readonly nodes: string
  readonly port: string
  readonly members: string
}

/** What a shell's environment says to every node; the rest is the cluster's own. */
const handed =
  /^(AI|OPENAI|AG_UI|RATE_LIMIT|QUOTA|SUMMARISE|LOG)_|^(HEARTBEAT_INTERVAL|SHUTDOWN_GRACE|ACCESS_TOKEN_TTL)$/

/** @throws Error that names the option which is wrong */
export const readClusterOptions = (words: ClusterWords, environment: NodeJS.ProcessEnv): ClusterOptions => {
  const [nodes, members] = [wholeNumber(words.nodes), wholeNumber(words.members)]
  const port = words.port === '0' ? 0 : wholeNumber(words.port)
  if (nodes === null) throw new Error('--nodes wants a number, from 1 on')
  if (members === null) throw new Error('--members wants a number, from 1 on')
  if (port === null || port > 65_535) throw new Error('--port wants a port, or 0 for a free one')
  const env = Object.entries(environment).filter(([name, value]) => handed.test(name) && value)
  return {
    nodes,
    port,
    members,
    env: Object.fromEntries(env) as Record<string, string>,
    redisUrl: environment.REDIS_URL || undefined,
    databaseUrl: environment.DATABASE_URL || undefined,
  }
}
