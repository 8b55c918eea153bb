import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildWidget } from './build-widget.ts'
import { readClusterOptions } from './cluster/read-cluster-options.ts'
import { type Cluster, startCluster } from './cluster/start-cluster.ts'

const usage = `npm run cluster -- [options]

Several nodes, Redis, MongoDB and a proxy in front of them, for trying. What is not named is started from what is
installed: redis-server on the PATH or where REDIS_SERVER_BINARY is, and the mongod that MONGOMS_SYSTEM_BINARY names.

  --nodes <n>     how many (default 3)
  --port <n>      of the proxy (default 3000)
  --members <n>   of the replica set, where one is started (default 1)

  REDIS_URL       a Redis that runs already
  DATABASE_URL    a replica set that runs already, as mongodb://…
  LOG_LEVEL, AI_PROVIDER, OPENAI_API_KEY … are handed to every node`

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '3' },
    port: { type: 'string', default: '3000' },
    members: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

const told = ({ proxy, nodes, redisUrl, databaseUrl, prefix }: Cluster): string =>
  [
    `${nodes.length} nodes are ready behind ${proxy.url}`,
    `  page       ${proxy.url}/`,
    ...nodes.map(({ url, pid }, at) => `  node ${at + 1}     ${url}  (process ${pid})`),
    `  Redis      ${new URL(redisUrl).host}, names begin with ${prefix}`,
    `  MongoDB    ${databaseUrl.replace(/\/\/[^@/]*@/, '//…@')}`,
  ].join('\n')

/** What was started stays until this process is told to end, or left alone by the one that a terminal reaches. */
const run = async (): Promise<void> => {
  const ending = Promise.race([once(process, 'SIGTERM'), once(process, 'disconnect')])
  const cluster = await startCluster(readClusterOptions(values, process.env))
  console.log(told(cluster))
  await ending
  console.log('stopping')
  const codes = await Promise.all(cluster.nodes.map(node => node.kill('SIGTERM')))
  await cluster[Symbol.asyncDispose]()
  process.exit(codes.every(code => code === 0) ? 0 : 1)
}

/** Ctrl-C reaches every process of a terminal at once; nodes, Redis and MongoDB are to end in their order. */
const launch = async (): Promise<void> => {
  readClusterOptions(values, process.env) // what is wrong is told before anything is built
  await buildWidget()
  const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2), { detached: true })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGTERM'))
  const [code] = await once(child, 'exit')
  process.exitCode = Number(code ?? 1)
}

if (values.help) console.log(usage)
else
  await (process.send ? run : launch)().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
