import {
  type CloseName,
  closeAction,
  closeCodes,
  closeTitles,
  type ErrorCode,
  type ErrorCodeRow,
  errorCodes,
  errorTitles,
  permissions,
  type Relation,
} from '@chat-view/protocol/codes'

const heading = (title: string, about: string): string => `# ${title}\n\n${about}\n\n`

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  return line(columns) + line(columns.map(() => '---')) + rows.map(line).join('')
}

/** The table of error codes, as a page (SE10). */
export function errorCodeTable(): string {
  const rows = Object.entries<ErrorCodeRow>(errorCodes).map(([code, { status, next, client }]) => [
    `\`${code}\``,
    status === 0 ? '–' : String(status),
    errorTitles[code as ErrorCode],
    `\`${next}\``,
    client ? 'the client' : 'the server',
  ])
  return (
    heading(
      'Error codes',
      'HTTP answers and `error` frames carry the same problem object (RFC 9457). Its `code` is one of these, its `type` is `urn:chat-view:problem:<code>`, and `next` says what its reader can do: `fix` the request, `retry`, `wait` (for `retryAfter` seconds where given), `sign-in` again, `reload` what is shown, or nothing (`none`). A newer server may send codes that are not listed here: go by `status` and `next`.',
    ) + table(['code', 'status', 'meaning', 'next', 'made by'], rows)
  )
}

/** The table of close codes, as a page (RT9). */
export function closeCodeTable(): string {
  const rows = Object.entries(closeCodes).map(([name, code]) => [
    String(code),
    `\`${name}\``,
    closeTitles[name as CloseName],
    closeAction(code),
  ])
  return (
    heading(
      'Close codes',
      'The range of a code decides what a client does next, so that it can meet a code that it does not know: 4000–4099 reconnect, 4100–4199 get a new access token and reconnect, 4200–4299 stop. Other codes are the network’s: reconnect, but for 1008, which stops.',
    ) + table(['code', 'name', 'meaning', 'the client'], rows)
  )
}

const relations: readonly Relation[] = ['owner', 'collaborator', 'viewer', 'operator', 'assistant', 'author']

/** The permission matrix, as a page (CV9). */
export function permissionTable(): string {
  const rows = Object.entries(permissions).map(([action, row]) => {
    const permits: readonly Relation[] = row.permits
    return [
      `\`${action}\``,
      ...relations.map(relation => (permits.includes(relation) ? 'yes' : '')),
      row.writes ? 'refused' : '',
      'only' in row ? row.only : '',
    ]
  })
  return (
    heading(
      'Permissions',
      'Who may do what, for HTTP, socket and widget alike. *Author* is who wrote the message in question; an author who may only look on by now counts as a viewer. A thread that one has no part in does not exist for one (`not_found`). Where an archived thread refuses, the code is `thread_archived`. About a call of a tool on the server only who asked for the answer decides, and the owner (`tool.decide`).',
    ) + table(['action', ...relations, 'archived thread', 'only messages of'], rows)
  )
}
