import { createHash } from 'node:crypto'

/** A Lua script, which Redis runs as one step. On a cluster all its keys lie in one slot. */
export interface RedisScript {
  readonly name: string
  readonly lua: string
  /** By which Redis knows it once it has seen it. */
  readonly sha1: string
}

/** Makes a script; to be called once for each, when its module is loaded. */
export const redisScript = (name: string, lua: string): RedisScript => ({
  name,
  lua,
  sha1: createHash('sha1').update(lua).digest('hex'),
})
