import { z } from 'zod'
import { pageOf, pageQuery } from '../cursor.ts'
import { id } from '../ids.ts'
import { answerVersion, edit, message } from '../message.ts'
import { session, sessionRequest } from '../session.ts'
import { participant, threadEntry } from '../thread.ts'
import { user } from '../user.ts'
import { defineOperation } from './define-operation.ts'

// A query string holds text, a frame a boolean.
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(value => value === true || value === 'true')
  .pipe(z.boolean())

/** What a user of a project can read, and how they get a token. */
export const userOperations = {
  openSession: defineOperation({
    id: 'openSession',
    summary: 'Exchange a user token, or nothing, for an access token',
    method: 'POST',
    path: '/v1/sessions',
    auth: 'none',
    body: sessionRequest,
    response: session,
    status: 201,
    errors: ['unauthenticated', 'token_invalid', 'token_expired', 'origin_denied', 'project_disabled', 'not_found'],
  }),
  getMe: defineOperation({
    id: 'getMe',
    summary: 'The user whose token this is',
    method: 'GET',
    path: '/v1/me',
    auth: 'user',
    response: user,
    status: 200,
    errors: [],
  }),
  listThreads: defineOperation({
    id: 'listThreads',
    summary: 'Your threads: pinned first, then by newest activity',
    method: 'GET',
    path: '/v1/threads',
    auth: 'user',
    query: pageQuery.extend({ archived: flag.optional() }),
    response: pageOf(threadEntry),
    status: 200,
    errors: ['invalid_cursor'],
  }),
  getThread: defineOperation({
    id: 'getThread',
    summary: 'One thread',
    method: 'GET',
    path: '/v1/threads/{thread}',
    auth: 'user',
    params: z.object({ thread: id }),
    response: threadEntry,
    status: 200,
    errors: ['deleted'],
  }),
  listMessages: defineOperation({
    id: 'listMessages',
    summary: 'A thread’s messages in order; the newest page unless a cursor is given',
    method: 'GET',
    path: '/v1/threads/{thread}/messages',
    auth: 'user',
    params: z.object({ thread: id }),
    query: pageQuery.extend({
      superseded: flag.optional().meta({ description: 'Also what followed a question before it was edited' }),
    }),
    response: pageOf(message),
    status: 200,
    errors: ['invalid_cursor', 'deleted'],
  }),
  listParticipants: defineOperation({
    id: 'listParticipants',
    summary: 'The people in a thread',
    method: 'GET',
    path: '/v1/threads/{thread}/participants',
    auth: 'user',
    params: z.object({ thread: id }),
    response: z.object({ items: z.array(participant), before: z.null(), after: z.null() }),
    status: 200,
    errors: ['deleted'],
  }),
  getMessage: defineOperation({
    id: 'getMessage',
    summary: 'One message; of a running answer all the text that readers have',
    method: 'GET',
    path: '/v1/messages/{message}',
    auth: 'user',
    params: z.object({ message: id }),
    response: message,
    status: 200,
    errors: ['deleted'],
  }),
  listEdits: defineOperation({
    id: 'listEdits',
    summary: 'Earlier versions of a person’s message',
    method: 'GET',
    path: '/v1/messages/{message}/edits',
    auth: 'user',
    params: z.object({ message: id }),
    response: z.object({ items: z.array(edit), before: z.null(), after: z.null() }),
    status: 200,
    errors: ['deleted'],
  }),
  listVersions: defineOperation({
    id: 'listVersions',
    summary: 'The answers that an assistant message holds',
    method: 'GET',
    path: '/v1/messages/{message}/versions',
    auth: 'user',
    params: z.object({ message: id }),
    response: z.object({ items: z.array(answerVersion), before: z.null(), after: z.null() }),
    status: 200,
    errors: ['deleted'],
  }),
} as const
