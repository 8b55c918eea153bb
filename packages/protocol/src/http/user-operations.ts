import { z } from 'zod'
import { bounds } from '../codes/bounds.ts'
import { pageOf, pageQuery } from '../cursor.ts'
import { receipt } from '../erasure.ts'
import { id, time } from '../ids.ts'
import { invite } from '../invite.ts'
import { answerVersion, edit, message } from '../message.ts'
import { searchQuery, searchResult } from '../search.ts'
import { session, sessionRequest } from '../session.ts'
import { participant, threadEntry } from '../thread.ts'
import { user } from '../user.ts'
import { defineOperation } from './define-operation.ts'

// A query string holds text, a frame a boolean.
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(value => value === true || value === 'true')
  .pipe(z.boolean())

// A query string holds text, a frame a number; as with pages, `1e3` is none.
const resultLimit = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(1).max(bounds.searchResults.max))

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
      around: id.optional().meta({ description: 'The page around this message instead; cursors are not looked at' }),
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
  listInvites: defineOperation({
    id: 'listInvites',
    summary: 'Standing invitations into a thread, newest first',
    method: 'GET',
    path: '/v1/threads/{thread}/invites',
    auth: 'user',
    params: z.object({ thread: id }),
    response: z.object({ items: z.array(invite), before: z.null(), after: z.null() }),
    status: 200,
    errors: ['deleted'],
  }),
  search: defineOperation({
    id: 'search',
    summary: 'Find messages and titles in your threads; best first',
    method: 'GET',
    path: '/v1/search',
    auth: 'user',
    lane: 'search',
    query: z.object({ q: searchQuery, thread: id.optional(), limit: resultLimit.optional() }),
    response: z.object({
      items: z.array(searchResult),
      more: z.boolean().meta({ description: 'There was more than was asked for: narrow the search' }),
    }),
    status: 200,
    errors: ['deleted'],
  }),
  createClaim: defineOperation({
    id: 'createClaim',
    summary: 'As a visitor: a word with which a known user can take your threads over, for ten minutes',
    method: 'POST',
    path: '/v1/me/claims',
    auth: 'user',
    lane: 'account',
    response: z.object({ token: z.string(), expiresAt: time }),
    status: 201,
    errors: ['state_conflict'],
  }),
  exportMe: defineOperation({
    id: 'exportMe',
    summary: 'Everything that is yours, as one document',
    method: 'GET',
    path: '/v1/me/export',
    auth: 'user',
    lane: 'account',
    query: z.object({ format: z.enum(['json', 'markdown']).optional() }),
    response: z.string(),
    stream: ['application/json', 'text/markdown'],
    status: 200,
    errors: [],
  }),
  eraseMe: defineOperation({
    id: 'eraseMe',
    summary: 'Erase everything that is yours, for ever; answers a signed receipt',
    method: 'DELETE',
    path: '/v1/me',
    auth: 'user',
    lane: 'account',
    afterErasure: true,
    response: receipt,
    status: 200,
    errors: [],
  }),
} as const
