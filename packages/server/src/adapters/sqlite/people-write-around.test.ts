import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuditSealer } from '../../domain/audit/audit-sealer.ts'
import type { Store } from '../../ports/store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { newId, newWorld } from '../../testing/store-contract/world.ts'
import { createSigner } from '../jose/signer.ts'
import { primaryCode } from './coded-sqlite-error.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

/** SQLite's code for a rule of the schema: a mistake in the statement itself has another. */
const constraint = 19

const changedRow = (set: string): string => `UPDATE audit SET ${set}`

/** What a hand at the console might do to people and to the trail: the database itself refuses it (ST3, CV4). */
const nonsense: Readonly<Record<string, string>> = {
  'another time of an audit row': changedRow('at = at + 1'),
  'another actor of an audit row': changedRow("actor = 'server'"),
  'another action of an audit row': changedRow("action = 'key.ended'"),
  'another project of an audit row': changedRow('project_id = NULL'),
  'another thread of an audit row': changedRow("thread_id = 'x'"),
  'another message of an audit row': changedRow("message_id = 'x'"),
  'another subject of an audit row': changedRow("subject = 'x'"),
  'another hash of an audit row': changedRow(`content_hash = '${'h'.repeat(43)}'`),
  'a seal that never was': `${changedRow('seal = 99')} WHERE seal IS NULL`,
  'a sealed row that is sealed again': `${changedRow('seal = 1')} WHERE seal IS NOT NULL`,
  'a sealed row without its seal': `${changedRow('seal = NULL')} WHERE seal IS NOT NULL`,
  'an audit row that is sealed and changed at once': `${changedRow("seal = 1, actor = 'x'")} WHERE seal IS NULL`,
  'an audit row that goes': 'DELETE FROM audit WHERE seal IS NULL',
  'a sealed row that goes': 'DELETE FROM audit WHERE seal IS NOT NULL',
  'an action that is none': `INSERT INTO audit (id, at, actor, action) VALUES ('x', 1, 'server', 'looked')`,
  'a seal that changes': "UPDATE audit_seals SET hash = 'x'",
  'a seal that goes': 'DELETE FROM audit_seals',
  'a seal over nothing': `INSERT INTO audit_seals (number, from_at, to_at, count, previous, hash, signature, at)
    VALUES (2, 1, 1, 0, 'x', 'x', 'x', 1)`,
  'a second seal that follows none': `INSERT INTO audit_seals (number, from_at, to_at, count, hash, signature, at)
    VALUES (2, 1, 1, 1, 'x', 'x', 1)`,
  'two users of one pseudonym': `INSERT INTO audit_keys (user_id, pseudonym, key)
    SELECT u.id, k.pseudonym, k.key FROM users u, audit_keys k WHERE u.id NOT IN (SELECT user_id FROM audit_keys)`,
  'an owner of another project': `UPDATE threads SET owner_id =
    (SELECT id FROM users u WHERE u.project_id <> threads.project_id LIMIT 1)`,
  'a member who is somebody else': "UPDATE members SET user_id = (SELECT id FROM users WHERE kind = 'known' LIMIT 1)",
  'an invitation by another project': `INSERT INTO invites (id, thread_id, role, created_by, created_at, expires_at)
    SELECT 'x', t.id, 'viewer', u.id, 1, 2 FROM threads t JOIN users u ON u.project_id <> t.project_id LIMIT 1`,
  'an invitation to be the owner': "UPDATE invites SET role = 'owner'",
  'an invitation that changes its role': "UPDATE invites SET role = 'collaborator'",
  'more uses than there may be': 'UPDATE invites SET uses = 9, max_uses = 8',
  'a guest of another project': `INSERT INTO invite_uses (invite_id, user_id) SELECT i.id, u.id FROM invites i
    JOIN threads t ON t.id = i.thread_id JOIN users u ON u.project_id <> t.project_id`,
  'a guest who came twice': 'INSERT INTO invite_uses (invite_id, user_id) SELECT invite_id, user_id FROM invite_uses',
  'a visitor who becomes a visitor': `UPDATE users SET merged_into =
    (SELECT id FROM users o WHERE o.kind = 'visitor' AND o.project_id = users.project_id AND o.id <> users.id)
    WHERE kind = 'visitor' AND merged_into IS NULL`,
  'a visitor who becomes somebody of another project': `UPDATE users SET merged_into =
    (SELECT id FROM users o WHERE o.kind = 'known' AND o.project_id <> users.project_id LIMIT 1)
    WHERE kind = 'visitor' AND merged_into IS NULL AND EXISTS
      (SELECT 1 FROM users o WHERE o.kind = 'known' AND o.project_id <> users.project_id)`,
  'a visitor who is claimed again': 'UPDATE users SET merged_into = NULL WHERE merged_into IS NOT NULL',
  'a known user who becomes another': `UPDATE users SET merged_into =
    (SELECT id FROM users o WHERE o.kind = 'known' AND o.project_id = users.project_id AND o.id <> users.id)
    WHERE kind = 'known'`,
  'a known user without the host’s name for them': "UPDATE users SET external_id = NULL WHERE kind = 'known'",
  'an erased user with a name': "UPDATE users SET erased_at = 1, external_id = NULL, name = 'Ada' WHERE kind = 'known'",
  'forgotten events that are yet to come': 'UPDATE threads SET purged_seq = seq + 1',
}

let folder: string
let store: Store
let db: DatabaseSync
const clock = createFakeClock()
const signer = createSigner(['a secret of at least 32 characters'])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-people-'))
  const path = join(folder, 'chat.db')
  store = await openSqliteStore({ path, writer: 'inline' })
  await (await newWorld(store)).addKnownUser()
  const world = await newWorld(store)
  const [threadId, guest, known, inviteId] = [
    await world.thread(),
    await world.addUser(),
    await world.addKnownUser(),
    newId(),
  ]
  await world.addKnownUser()
  await world.addUser()
  const act = { threadId, actorId: world.user.id, at: 2_000 }
  await store.createInvite({ ...act, id: inviteId, role: 'viewer', expiresAt: 9_000, maxUses: null })
  await store.acceptInvite({ id: inviteId, userId: guest.id, at: 2_001 })
  await store.claimVisitor({ visitorId: world.user.id, userId: known.id, at: 2_002 })
  await createAuditSealer({ store, signer, clock }).seal()
  await store.updateProject(world.project.id, { name: 'Unsealed' }, { at: clock.now() })
  db = new DatabaseSync(path)
})
afterAll(async () => {
  db.close()
  await store.close()
  await rm(folder, { recursive: true })
})

describe('people and the trail, written around the verbs', () => {
  it.each(Object.entries(nonsense))('ST3 the database refuses %s', (_, sql) => {
    let thrown: unknown
    try {
      db.exec(sql)
    } catch (error) {
      thrown = error
    }
    expect([primaryCode(thrown), thrown]).toEqual([constraint, expect.any(Error)])
  })

  it('CV4 rows and seals are not replaced either', () => {
    const before = [db.prepare('SELECT * FROM audit').all(), db.prepare('SELECT * FROM audit_seals').all()]
    db.exec(`REPLACE INTO audit (id, at, actor, action) SELECT id, at, 'nobody', action FROM audit;
      REPLACE INTO audit_seals SELECT number, from_at, to_at, count, previous, 'other', signature, at FROM audit_seals`)
    expect([db.prepare('SELECT * FROM audit').all(), db.prepare('SELECT * FROM audit_seals').all()]).toEqual(before)
  })

  it('ST3 a user who goes takes their key and the visitors with them that became them; the trail stays', () => {
    const count = (table: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n)
    db.exec('BEGIN')
    const before = { audit: count('audit'), seals: count('audit_seals') }
    db.exec("DELETE FROM users WHERE kind = 'known'")
    expect(db.prepare('SELECT count(*) AS n FROM users WHERE merged_into IS NOT NULL').get()?.n).toBe(0)
    expect({ audit: count('audit'), seals: count('audit_seals') }).toEqual(before)
    db.exec('DELETE FROM projects')
    expect([count('audit_keys'), count('invites'), count('invite_uses')]).toEqual([0, 0, 0])
    expect({ audit: count('audit'), seals: count('audit_seals') }).toEqual(before)
    db.exec('ROLLBACK')
  })

  it('CV4 whoever takes the triggers away is found by the seals', async () => {
    const sealer = createAuditSealer({ store, signer, clock })
    expect(await sealer.verify()).toEqual([])
    db.exec(`DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept;
      UPDATE audit SET actor = 'nobody' WHERE action = 'visitor.claimed'`)
    expect(await sealer.verify()).toEqual([{ seal: 1, fault: 'content' }])
    db.exec("DELETE FROM audit WHERE action = 'visitor.claimed'; UPDATE audit SET seal = 7 WHERE seal IS NULL")
    expect(await sealer.verify()).toEqual([
      { seal: 1, fault: 'count' },
      { seal: 7, fault: 'unknown' },
    ])
  })
})
