import { createChat } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { type LineRun, runLine } from '../run-line.ts'
import { startServerProcess } from '../server-process.ts'
import { startAnsweringOpenAI } from './answering-openai.ts'
import { roomyLimits } from './roomy-limits.ts'
import type { SdkUser } from './sdk-user.ts'

/** A real server with a project whose users a backend signs in. */
export type Shop = Awaited<ReturnType<typeof openShop>>

/** A user of it: the SDK, and every frame that their sockets brought. */
export interface ShopUser extends Pick<SdkUser, 'chat'> {
  readonly frames: string[]
}

/** Starts a server, on SQLite unless told, and makes a project with a signing key by the command line beside it. */
export const openShop = async (env: Record<string, string> = {}) => {
  await using parts = new AsyncDisposableStack()
  const ai = parts.use(await startAnsweringOpenAI({ words: 30, pace: 3 }))
  const server = parts.use(await startServerProcess({ ...roomyLimits, ...ai.env, ...env }))
  const place = {
    DATABASE_URL: `sqlite:${server.folder}/chat-view.db`,
    DATA_FOLDER: server.folder,
    ...env,
  }

  const line = (...args: string[]): Promise<LineRun> => runLine(args, place)
  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, out, err } = await line(...args, '--json')
    if (code !== 0) throw new Error(`chat-view ${args.join(' ')} ended with ${code}: ${err}`)
    return JSON.parse(out) as T
  }

  const project = await json<{ id: string; key: string }>('project', 'create', '--name', 'Shop')
  await json('key', 'create', '--project', project.key)
  const userToken = async (user: string): Promise<string> => {
    const named = ['--user', user, '--name', user]
    return (await json<{ token: string }>('token', '--project', project.key, ...named)).token
  }
  const owned = parts.move()

  /** Opens the SDK as the user of that name, or as a visitor where none is given. */
  const open = (name?: string): ShopUser => {
    const frames: string[] = []
    class RecordedSocket extends WebSocket {
      constructor(url: string) {
        super(url)
        this.addEventListener('message', ({ data }) => void frames.push(String(data)))
      }
    }
    const getToken = name === undefined ? undefined : () => userToken(name)
    const about = { server: server.url, project: project.key, storage: memoryStorage(), WebSocket: RecordedSocket }
    const chat = createChat({ ...about, ...(getToken && { getToken }) })
    owned.defer(() => chat.close())
    return { chat, frames }
  }

  return { ai, server, project, line, json, userToken, open, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
