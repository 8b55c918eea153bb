import { expect, it } from 'vitest'
import { readClusterOptions } from './read-cluster-options.ts'

const words = { nodes: '3', port: '3000', members: '1' }

it('RT14 a cluster for trying takes what its command line and its shell say', () => {
  const shell = {
    LOG_LEVEL: 'warn',
    QUOTA_USER: '',
    SECRET_KEY: 'another',
    REDIS_URL: '',
    DATABASE_URL: 'mongodb://db/x',
  }
  expect(readClusterOptions({ ...words, port: '0' }, shell)).toEqual({
    nodes: 3,
    port: 0,
    members: 1,
    env: { LOG_LEVEL: 'warn' },
    redisUrl: undefined,
    databaseUrl: 'mongodb://db/x',
  })
})

it.each([
  ['nodes', 'many'],
  ['nodes', '0'],
  ['members', '-3'],
  ['port', '70000'],
  ['port', 'http'],
])('RT14 a cluster is not started with --%s %s', (name, word) => {
  expect(() => readClusterOptions({ ...words, [name]: word }, {})).toThrow(`--${name} wants a`)
})
