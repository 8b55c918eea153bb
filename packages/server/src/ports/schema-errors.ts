import { CodedError } from './coded-error.ts'

/** A database that a newer version has migrated: this one must leave it alone (ST4). */
export const newerSchema = (found: number, newest: number): CodedError =>
  new CodedError('store_unavailable', {
    detail:
      `DATABASE_URL names a database of a newer version: its schema is ${found}, this server knows ${newest}. ` +
      'Remedy: start the newer version, let it migrate down, or restore a backup.',
  })

/** A database that is to be migrated first. */
export const olderSchema = (found: number, newest: number): CodedError =>
  new CodedError('store_unavailable', {
    detail:
      `DATABASE_URL names a database of an earlier version: its schema is ${found}, this server wants ${newest}. ` +
      'Remedy: make a backup, then run "chat-view migrate up" (or set MIGRATE_ON_START=true).',
  })

/** A step that was asked for and that there is not. */
export const unknownStep = (to: number, newest: number): CodedError =>
  new CodedError('invalid_request', { detail: `There is no step ${to}: this version knows 0 to ${newest}` })
