import type { VariableName } from '../../packages/server/src/config/variables.ts'

/** One compose file, and the variables that its list lacks. */
export interface ComposeFile {
  readonly path: string
  /** Variables that stand in the file itself, in words of its own: by name, or as `NAME_FILE`. */
  readonly own: readonly VariableName[]
  /** Variables that it does not pass on, and why. */
  readonly leftOut: Readonly<Partial<Record<VariableName, string>>>
}

const image = 'set by the image'
const data = 'the volume is where it is by default'
const alone = 'only of use among several nodes'

/** The compose files whose lists are made from the configuration schema (OP3). */
export const composeFiles: readonly ComposeFile[] = [
  {
    path: 'compose.yaml',
    own: ['SECRET_KEY', 'PUBLIC_URL', 'AI_PROVIDER'],
    leftOut: {
      NODE_ENV: image,
      HOST: image,
      PORT: 'inside it is 3000; what is published is the file’s own',
      DATABASE_URL: data,
      DATA_FOLDER: data,
      REDIS_URL: alone,
      REDIS_PREFIX: alone,
      RATE_LIMIT_FAIL: alone,
    },
  },
  {
    path: 'compose.cluster.yaml',
    own: ['SECRET_KEY', 'DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL', 'TRUST_PROXY', 'AI_PROVIDER'],
    leftOut: {
      NODE_ENV: image,
      HOST: image,
      PORT: 'inside it is 3000; what is published is the file’s own',
      DATA_FOLDER: data,
    },
  },
  {
    path: 'compose.dev.yaml',
    own: ['NODE_ENV', 'PUBLIC_URL'],
    leftOut: {
      HOST: image,
      PORT: 'inside it is 3000; what is published is the file’s own',
      DATABASE_URL: data,
      DATA_FOLDER: data,
      SECRET_KEY: 'made at the first start and kept on the volume',
      REDIS_URL: alone,
      REDIS_PREFIX: alone,
      RATE_LIMIT_FAIL: alone,
    },
  },
]
