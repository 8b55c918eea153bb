import type { CallRecord } from '../../ports/usage-store.ts'
import { newId, type World } from './world.ts'

/** A call in a world, with what is told of it. */
export const newCall = ({ project, user }: World, call: Partial<CallRecord> = {}): CallRecord => ({
  id: newId(),
  projectId: project.id,
  threadId: null,
  userId: user.id,
  generationId: null,
  purpose: 'answer',
  provider: 'openai',
  model: 'gpt-4o',
  input: 10,
  output: 4,
  cached: 2,
  estimated: false,
  cost: 30,
  at: 86_400_000,
  ...call,
})
