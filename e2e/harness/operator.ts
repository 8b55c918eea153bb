import type { AdminProject, ProjectSettings } from '@chat-view/protocol'
import type { ServerProcess } from '@chat-view/server/testing'
import { commandLine } from './command-line.ts'

/** A project of one's own, with the key with which its host signs its users in. */
export interface HostProject {
  readonly key: string
  readonly kid: string
  readonly secret: string
}

interface Wanted {
  readonly origins?: readonly string[]
  readonly settings?: Partial<ProjectSettings>
}

/** Someone who runs the server: an API key from the command line, all else over HTTP. */
export class Operator {
  readonly #server: string
  readonly #key: string

  private constructor(server: string, key: string) {
    this.#server = server
    this.#key = key
  }

  /** `database`: the server's, where that is not the one in its folder. */
  static async of({ url, folder }: ServerProcess, database?: string): Promise<Operator> {
    const place = { folder, database }
    const scopes = ['--scope', 'projects', '--scope', 'keys']
    const { key } = await commandLine<{ key: string }>(place, 'operator', 'create', '--name', 'e2e', ...scopes)
    return new Operator(url, key)
  }

  /** A new project; visitors are let in, no origin is listed unless one is given. */
  async project({ origins = [], settings = {} }: Wanted = {}): Promise<HostProject> {
    const { id, key } = await this.#post<AdminProject>('/v1/admin/projects', { name: 'Shop', origins, settings })
    const signing = await this.#post<{ kid: string; secret: string }>(`/v1/admin/projects/${id}/keys`, {})
    return { key, kid: signing.kid, secret: signing.secret }
  }

  async #post<T>(path: string, body: object): Promise<T> {
    const response = await fetch(this.#server + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
}
