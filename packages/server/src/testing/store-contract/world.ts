import { randomUUID } from 'node:crypto'
import type { AdminProject, EndedGenerationState, MessagePart } from '@chat-view/protocol'
import { hashText } from '@chat-view/protocol/codes'
import { textOfParts } from '../../domain/text-of-parts.ts'
import type { CommandKey } from '../../ports/commit.ts'
import { defaultSettings } from '../../ports/default-settings.ts'
import type { GenerationEnding, NewAnswer } from '../../ports/generation-store.ts'
import type { SessionRecord, UserRecord } from '../../ports/identity-store.ts'
import type { SentMessage } from '../../ports/message-store.ts'
import type { Store } from '../../ports/store.ts'

export const newId = (): string => randomUUID()

export const newProject = (): AdminProject => {
  const id = newId()
  return {
    id,
    key: `pk_${id}`,
    name: 'Contract',
    version: 1,
    enabled: true,
    origins: ['https://example.com'],
    settings: defaultSettings,
    createdAt: 1,
    lastChatAt: null,
  }
}

export const newVisitor = (projectId: string): UserRecord => ({
  id: newId(),
  projectId,
  kind: 'visitor',
  externalId: null,
  name: null,
  createdAt: 1,
  mergedInto: null,
  erasedAt: null,
})

export const newSession = (user: UserRecord): SessionRecord => ({
  id: newId(),
  userId: user.id,
  projectId: user.projectId,
  createdAt: 1,
  expiresAt: 1_000,
  revokedAt: null,
})

export const newAnswer = (answer: Partial<NewAnswer> = {}): NewAnswer => ({
  messageId: newId(),
  generationId: newId(),
  owner: 'node-1',
  provider: 'demo',
  model: 'demo-1',
  ...answer,
})

export const newCommand = (userId: string, fingerprint = 'same body'): CommandKey => ({
  userId,
  id: newId(),
  fingerprint,
})

export const textParts = (text: string): MessagePart[] => [{ kind: 'text', text }]

/** The end of a run that wrote these parts. */
export const endingOf = (
  parts: readonly MessagePart[],
  state: EndedGenerationState = 'done',
  reason = 'stop',
): GenerationEnding => {
  const text = textOfParts(parts)
  const usage = { input: 7, output: 5, cached: null, estimated: false }
  return { state, reason, usage, length: text.length, hash: hashText(text) }
}

/** A project with one user in a store, and the short ways in which tests speak of them. */
export class World {
  readonly store: Store
  readonly project: AdminProject
  readonly user: UserRecord
  #time = 1_000

  constructor(store: Store, project: AdminProject, user: UserRecord) {
    this.store = store
    this.project = project
    this.user = user
  }

  /** A later time at each call. */
  tick(): number {
    this.#time += 10
    return this.#time
  }

  async addUser(): Promise<UserRecord> {
    const user = newVisitor(this.project.id)
    await this.store.createVisitor(user, newSession(user))
    return user
  }

  async addKnownUser(): Promise<UserRecord> {
    const user: UserRecord = { ...newVisitor(this.project.id), kind: 'known', externalId: newId() }
    return this.store.openKnownSession(user, newSession(user))
  }

  async thread(title: string | null = null, at = this.tick()): Promise<string> {
    const id = newId()
    await this.store.createThread({ id, projectId: this.project.id, ownerId: this.user.id, title, at })
    return id
  }

  async send(threadId: string, text = 'Hello', answer?: NewAnswer): Promise<SentMessage> {
    const { value } = await this.store.sendMessage({
      threadId,
      at: this.tick(),
      message: { id: newId(), authorId: this.user.id, text },
      ...(answer === undefined ? {} : { answer }),
    })
    return value
  }

  /** A question with an answer that runs. */
  async ask(threadId: string): Promise<NewAnswer & { readonly questionId: string }> {
    const answer = newAnswer()
    const { messageId } = await this.send(threadId, 'A question', answer)
    return { ...answer, questionId: messageId }
  }

  /** Ends a run, begun or not, with a text. */
  async finish(generationId: string, text: string, state?: EndedGenerationState, reason?: string): Promise<void> {
    await this.store.startGeneration(generationId, 1, this.tick())
    const parts = textParts(text)
    const ending = endingOf(parts, state, reason)
    await this.store.finishGeneration({ id: generationId, term: 1, at: this.tick(), ending, parts })
  }

  /** A question with its answer, whose context was so full that the thread is to be summarised. */
  async finishFull(threadId: string): Promise<void> {
    const { generationId } = await this.ask(threadId)
    const parts = textParts('An answer')
    const verb = { id: generationId, term: 1, at: this.tick(), ending: endingOf(parts), parts }
    await this.store.finishGeneration({ ...verb, summarise: true })
  }

  /** A question with its answer, complete. */
  async askAndFinish(threadId: string, text = 'An answer'): Promise<NewAnswer & { readonly questionId: string }> {
    const answer = await this.ask(threadId)
    await this.finish(answer.generationId, text)
    return answer
  }

  /** Ids of a thread's messages as a list shows them. */
  async timeline(threadId: string, superseded = false): Promise<string[]> {
    const { items } = await this.store.listMessages({ threadId, limit: 200, superseded })
    return items.map(({ id }) => id)
  }
}

/** A new project and user: nothing that other tests wrote is theirs. */
export const newWorld = async (store: Store): Promise<World> => {
  const project = await store.createProject(newProject())
  const user = newVisitor(project.id)
  await store.createVisitor(user, newSession(user))
  return new World(store, project, user)
}
