-- The embedded store's schema, made from its migrations; do not edit.

CREATE TABLE answer_versions (
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 1),
  generation_id TEXT NOT NULL REFERENCES generations (id),
  parts TEXT NOT NULL CHECK (json_valid(parts)),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  PRIMARY KEY (message_id, number)
) STRICT;

CREATE INDEX answer_versions_generation ON answer_versions (generation_id);

CREATE TRIGGER search_drops_answer AFTER UPDATE OF parts ON answer_versions WHEN NEW.parts IS NOT OLD.parts
  BEGIN DELETE FROM search_entries WHERE message_id = NEW.message_id; END;

CREATE TABLE audit (
  id TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL CHECK (at >= 0),
  project_id TEXT,
  actor TEXT NOT NULL CHECK (actor <> ''),
  action TEXT NOT NULL CHECK (action IN
    ('message.edited', 'message.deleted', 'thread.deleted', 'thread.expired', 'participant.added',
     'participant.changed', 'participant.removed', 'invite.created', 'invite.revoked', 'visitor.claimed',
     'user.erased', 'project.created', 'project.changed', 'key.added', 'key.ended', 'operator.added',
     'operator.revoked', 'tool.allowed', 'tool.declined')),
  thread_id TEXT,
  message_id TEXT,
  subject TEXT CHECK (subject <> ''),
  content_hash TEXT CHECK (length(content_hash) = 43),
  seal INTEGER CHECK (seal >= 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_at ON audit (at, id);

CREATE INDEX audit_project ON audit (project_id, at, id);

CREATE INDEX audit_sealed ON audit (seal, id) WHERE seal IS NOT NULL;

CREATE INDEX audit_unsealed ON audit (at, id) WHERE seal IS NULL;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit trail is kept'); END;

CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
  WHEN OLD.seal IS NOT NULL OR NOT EXISTS (SELECT 1 FROM audit_seals WHERE number = NEW.seal)
    OR (NEW.id, NEW.at, NEW.actor, NEW.action) IS NOT (OLD.id, OLD.at, OLD.actor, OLD.action)
    OR (NEW.project_id, NEW.thread_id, NEW.message_id, NEW.subject, NEW.content_hash)
      IS NOT (OLD.project_id, OLD.thread_id, OLD.message_id, OLD.subject, OLD.content_hash)
  BEGIN SELECT RAISE(ABORT, 'the audit trail does not change'); END;

CREATE TABLE audit_keys (
  user_id TEXT PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  pseudonym TEXT NOT NULL UNIQUE CHECK (pseudonym <> ''),
  key TEXT NOT NULL CHECK (length(key) = 43)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_seals (
  number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
  from_at INTEGER NOT NULL CHECK (from_at >= 0),
  to_at INTEGER NOT NULL CHECK (to_at >= from_at),
  count INTEGER NOT NULL CHECK (count >= 1),
  previous TEXT,
  hash TEXT NOT NULL CHECK (hash <> ''),
  signature TEXT NOT NULL CHECK (signature <> ''),
  at INTEGER NOT NULL CHECK (at >= 0),
  CHECK ((number = 1) = (previous IS NULL))
) STRICT;

CREATE TRIGGER seal_is_kept BEFORE DELETE ON audit_seals
  BEGIN SELECT RAISE(ABORT, 'a seal is kept'); END;

CREATE TRIGGER seal_is_not_replaced BEFORE INSERT ON audit_seals
  WHEN EXISTS (SELECT 1 FROM audit_seals WHERE number = NEW.number)
  BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER seal_stays BEFORE UPDATE ON audit_seals
  BEGIN SELECT RAISE(ABORT, 'a seal does not change'); END;

CREATE TABLE calls (
  id TEXT PRIMARY KEY NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  thread_id TEXT,
  user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  generation_id TEXT,
  purpose TEXT NOT NULL CHECK (purpose IN ('answer', 'summary', 'title', 'moderation', 'follow-up', 'tool')),
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  input INTEGER NOT NULL CHECK (input >= 0),
  output INTEGER NOT NULL CHECK (output >= 0),
  cached INTEGER NOT NULL CHECK (cached BETWEEN 0 AND input),
  estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
  cost INTEGER NOT NULL CHECK (cost >= 0),
  at INTEGER NOT NULL CHECK (at >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX calls_generation ON calls (generation_id) WHERE generation_id IS NOT NULL;

CREATE INDEX calls_project ON calls (project_id, at);

CREATE INDEX calls_thread ON calls (thread_id, at) WHERE thread_id IS NOT NULL;

CREATE INDEX calls_user ON calls (user_id, at) WHERE user_id IS NOT NULL;

CREATE TRIGGER callers_are_forgotten BEFORE UPDATE OF thread_id, user_id ON calls
  WHEN (NEW.thread_id IS NOT NULL AND NEW.thread_id IS NOT OLD.thread_id)
    OR (NEW.user_id IS NOT NULL AND NEW.user_id IS NOT OLD.user_id)
  BEGIN SELECT RAISE(ABORT, 'who asked, and where, can only be forgotten'); END;

CREATE TRIGGER calls_stay
  BEFORE UPDATE OF id, project_id, generation_id, purpose, provider, model, input, output, cached, estimated, cost, at
  ON calls BEGIN SELECT RAISE(ABORT, 'what a call consumed does not change'); END;

CREATE TABLE commands (
  user_id TEXT NOT NULL,
  id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  ids TEXT NOT NULL CHECK (json_valid(ids)),
  at INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (user_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX commands_at ON commands (at);

CREATE TABLE edits (
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 1),
  id TEXT NOT NULL UNIQUE,
  author_id TEXT NOT NULL,
  at INTEGER NOT NULL CHECK (at >= 0),
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (message_id, number)
) STRICT;

CREATE INDEX edits_author ON edits (author_id);

CREATE TABLE erasures (
  id TEXT PRIMARY KEY NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  user_id TEXT,
  subject_hash TEXT NOT NULL UNIQUE CHECK (subject_hash <> ''),
  requested_at INTEGER NOT NULL CHECK (requested_at >= 0),
  finished_at INTEGER CHECK (finished_at >= 0),
  threads INTEGER NOT NULL DEFAULT 0 CHECK (threads >= 0),
  messages INTEGER NOT NULL DEFAULT 0 CHECK (messages >= 0),
  looked INTEGER NOT NULL DEFAULT 0 CHECK (looked >= 0),
  CHECK (user_id IS NULL OR finished_at IS NULL)
) STRICT;

CREATE INDEX erasures_open ON erasures (requested_at, id) WHERE finished_at IS NULL;

CREATE INDEX erasures_project ON erasures (project_id);

CREATE TRIGGER erased_once BEFORE UPDATE ON erasures WHEN OLD.finished_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a finished erasure stays as it is'); END;

CREATE TABLE events (
  moment INTEGER PRIMARY KEY NOT NULL CHECK (moment >= 1),
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  type TEXT NOT NULL CHECK (type IN ('thread.created', 'thread.updated', 'thread.deleted', 'message.created', 'message.updated',
    'messages.superseded', 'answer.started', 'answer.ended', 'participants.changed', 'summary.changed', 'summary.deleted')),
  at INTEGER NOT NULL CHECK (at >= 0),
  activity INTEGER NOT NULL CHECK (activity IN (0, 1)),
  actor_id TEXT,
  message_id TEXT,
  generation_id TEXT,
  message_ids TEXT CHECK (json_type(message_ids) = 'array'),
  kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),
  summary_id TEXT CHECK ((summary_id IS NOT NULL) = (type IN ('summary.changed', 'summary.deleted'))),
  UNIQUE (thread_id, seq)
) STRICT;

CREATE INDEX events_old ON events (at) WHERE kept = 0;

CREATE TRIGGER actors_are_forgotten BEFORE UPDATE OF actor_id ON events WHEN NEW.actor_id IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'who did it can only be forgotten'); END;

CREATE TRIGGER event_in_order BEFORE INSERT ON events
  WHEN NEW.seq > (SELECT seq FROM threads WHERE id = NEW.thread_id)
  BEGIN SELECT RAISE(ABORT, 'an event has a place that its thread has given'); END;

CREATE TRIGGER events_stay BEFORE UPDATE OF moment, thread_id, seq, type, at, activity, message_id, generation_id,
    message_ids, summary_id ON events
  BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END;

CREATE TABLE feed (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  moment INTEGER NOT NULL CHECK (moment >= 1),
  at INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (user_id, seq),
  UNIQUE (user_id, thread_id)
) STRICT;

CREATE INDEX feed_thread ON feed (thread_id);

CREATE TABLE feedback (
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  number INTEGER NOT NULL DEFAULT 1 CHECK (number >= 1),
  rating TEXT NOT NULL CHECK (rating IN ('up', 'down')),
  reason TEXT,
  at INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (message_id, user_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX feedback_user ON feedback (user_id);

CREATE TABLE generations (
  id TEXT PRIMARY KEY NOT NULL,
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  thread_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'thinking', 'streaming', 'waiting', 'done', 'stopped', 'interrupted', 'failed', 'blocked')),
  owner TEXT NOT NULL CHECK (owner <> ''),
  term INTEGER NOT NULL CHECK (term >= 1),
  stop_requested INTEGER NOT NULL DEFAULT 0 CHECK (stop_requested IN (0, 1)),
  continues INTEGER NOT NULL CHECK (continues IN (0, 1)),
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  started_at INTEGER CHECK (started_at >= 0),
  ended_at INTEGER CHECK (ended_at >= 0),
  reason TEXT,
  length INTEGER CHECK (length >= 0),
  hash TEXT,
  tokens INTEGER NOT NULL DEFAULT 0 CHECK (tokens >= 0),
  usage TEXT CHECK (json_type(usage) = 'object'), tools TEXT NOT NULL DEFAULT '[]' CHECK (json_type(tools) = 'array'), suggestions TEXT NOT NULL DEFAULT '[]' CHECK (json_type(suggestions) = 'array'), context TEXT CHECK (json_type(context) = 'object'), context_record TEXT CHECK (json_type(context_record) = 'object'),
  CHECK ((state IN ('queued', 'thinking', 'streaming', 'waiting')) = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (reason IS NULL AND length IS NULL AND hash IS NULL))
) STRICT;

CREATE INDEX generations_message ON generations (message_id);

CREATE UNIQUE INDEX generations_one_runs ON generations (thread_id)
  WHERE state IN ('thinking', 'streaming', 'waiting');

CREATE UNIQUE INDEX generations_open ON generations (message_id)
  WHERE state IN ('queued', 'thinking', 'streaming', 'waiting');

CREATE INDEX generations_running ON generations (thread_id)
  WHERE state IN ('queued', 'thinking', 'streaming', 'waiting');

CREATE INDEX generations_user ON generations (user_id);

CREATE TRIGGER generation_ends_once BEFORE UPDATE OF state ON generations
  WHEN OLD.ended_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a generation ends once'); END;

CREATE TRIGGER generation_of_own_thread BEFORE INSERT ON generations
  WHEN (SELECT thread_id FROM messages WHERE id = NEW.message_id) IS NOT NEW.thread_id
  BEGIN SELECT RAISE(ABORT, 'a generation belongs to the thread of its message'); END;

CREATE TRIGGER term_goes_forward BEFORE UPDATE OF term ON generations WHEN NEW.term < OLD.term
  BEGIN SELECT RAISE(ABORT, 'a term never goes back'); END;

CREATE TABLE health (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  beat INTEGER NOT NULL
) STRICT;

CREATE TABLE invite_uses (
  invite_id TEXT NOT NULL REFERENCES invites (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (invite_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX invite_uses_user ON invite_uses (user_id);

CREATE TRIGGER guest_of_own_project BEFORE INSERT ON invite_uses
  WHEN (SELECT project_id FROM users WHERE id = NEW.user_id) IS NOT
    (SELECT t.project_id FROM invites i JOIN threads t ON t.id = i.thread_id WHERE i.id = NEW.invite_id)
  BEGIN SELECT RAISE(ABORT, 'a guest is of the project of the thread'); END;

CREATE TABLE invites (
  id TEXT PRIMARY KEY NOT NULL,
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('collaborator', 'viewer')),
  created_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  expires_at INTEGER NOT NULL CHECK (expires_at >= 0),
  revoked_at INTEGER CHECK (revoked_at >= 0),
  uses INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0),
  max_uses INTEGER CHECK (max_uses >= 1),
  CHECK (max_uses IS NULL OR uses <= max_uses)
) STRICT, WITHOUT ROWID;

CREATE INDEX invites_creator ON invites (created_by);

CREATE INDEX invites_end ON invites (expires_at);

CREATE INDEX invites_revoked ON invites (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE INDEX invites_thread ON invites (thread_id, created_at, id);

CREATE TRIGGER invite_of_own_project BEFORE INSERT ON invites
  WHEN (SELECT project_id FROM users WHERE id = NEW.created_by)
    IS NOT (SELECT project_id FROM threads WHERE id = NEW.thread_id)
  BEGIN SELECT RAISE(ABORT, 'an invitation is made in the project of its thread'); END;

CREATE TRIGGER invite_stays BEFORE UPDATE OF id, thread_id, role ON invites
  BEGIN SELECT RAISE(ABORT, 'an invitation stays what it is'); END;

CREATE TABLE masks (
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  placeholder TEXT NOT NULL CHECK (placeholder <> ''),
  sealed TEXT NOT NULL CHECK (sealed <> ''),
  at INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (thread_id, placeholder)
) STRICT, WITHOUT ROWID;

CREATE INDEX masks_age ON masks (thread_id, at, placeholder);

CREATE TABLE members (
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'collaborator', 'viewer')),
  since INTEGER NOT NULL CHECK (since >= 0),
  read_seq INTEGER NOT NULL DEFAULT 0 CHECK (read_seq >= 0),
  list TEXT NOT NULL CHECK (list IN ('open', 'archived', 'gone')),
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  activity_at INTEGER NOT NULL CHECK (activity_at BETWEEN 0 AND 8796093022207),
  moment INTEGER NOT NULL CHECK (moment >= 1),
  rank INTEGER NOT NULL GENERATED ALWAYS AS (-activity_at - pinned * 17592186044416) VIRTUAL,
  PRIMARY KEY (thread_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_guest ON members (user_id, activity_at) WHERE role <> 'owner';

CREATE INDEX members_list ON members (user_id, list, rank, thread_id);

CREATE INDEX members_moment ON members (user_id, moment);

CREATE UNIQUE INDEX members_owner ON members (thread_id) WHERE role = 'owner';

CREATE TRIGGER member_of_own_project BEFORE INSERT ON members
  WHEN (SELECT project_id FROM users WHERE id = NEW.user_id)
    IS NOT (SELECT project_id FROM threads WHERE id = NEW.thread_id)
  BEGIN SELECT RAISE(ABORT, 'a member belongs to the project of the thread'); END;

CREATE TRIGGER member_stays BEFORE UPDATE OF thread_id, user_id ON members
  BEGIN SELECT RAISE(ABORT, 'a member is who they are'); END;

CREATE TRIGGER reading_goes_forward BEFORE UPDATE OF read_seq ON members WHEN NEW.read_seq < OLD.read_seq
  BEGIN SELECT RAISE(ABORT, 'a read mark never goes back'); END;

CREATE TABLE messages (
  id TEXT PRIMARY KEY NOT NULL,
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  version INTEGER NOT NULL CHECK (version >= 1),
  role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
  author_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  command_id TEXT,
  parts TEXT NOT NULL CHECK (json_valid(parts)),
  shown INTEGER NOT NULL DEFAULT 1 CHECK (shown BETWEEN 1 AND versions),
  versions INTEGER NOT NULL DEFAULT 1 CHECK (versions >= 1),
  edits INTEGER NOT NULL DEFAULT 0 CHECK (edits >= 0),
  edited_at INTEGER CHECK (edited_at >= 0),
  deleted_at INTEGER CHECK (deleted_at >= 0),
  superseded_by TEXT REFERENCES messages (id) ON DELETE SET NULL CHECK (superseded_by <> id),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  UNIQUE (thread_id, seq),
  CHECK (deleted_at IS NULL OR (parts = '[]' AND edits = 0))
) STRICT;

CREATE INDEX messages_author ON messages (author_id) WHERE author_id IS NOT NULL;

CREATE INDEX messages_current ON messages (thread_id, seq) WHERE superseded_by IS NULL;

CREATE INDEX messages_superseded ON messages (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE TRIGGER message_in_order BEFORE INSERT ON messages
  WHEN NEW.seq > (SELECT seq FROM threads WHERE id = NEW.thread_id)
  BEGIN SELECT RAISE(ABORT, 'a message has a place that its thread has given'); END;

CREATE TRIGGER message_stays BEFORE UPDATE OF id, thread_id, seq, role ON messages
  BEGIN SELECT RAISE(ABORT, 'a message does not change its place'); END;

CREATE TRIGGER search_drops_message AFTER UPDATE OF parts, shown, deleted_at ON messages
  WHEN NEW.parts IS NOT OLD.parts OR NEW.shown <> OLD.shown OR NEW.deleted_at IS NOT NULL
  BEGIN DELETE FROM search_entries WHERE message_id = NEW.id; END;

CREATE TABLE migrations (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  name TEXT NOT NULL,
  applied_at INTEGER NOT NULL CHECK (applied_at >= 0)
) STRICT;

CREATE TABLE operator_keys (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_type(scopes) = 'array'),
  hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  revoked_at INTEGER CHECK (revoked_at >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  moment INTEGER NOT NULL CHECK (moment >= 1),
  subscriber TEXT NOT NULL CHECK (subscriber <> ''),
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  at INTEGER NOT NULL CHECK (at >= 0),
  user_id TEXT,
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0), first_seq INTEGER CHECK (first_seq BETWEEN 1 AND seq),
  PRIMARY KEY (thread_id, subscriber, moment)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_due ON outbox (due_at, moment) WHERE due_at IS NOT NULL;

CREATE INDEX outbox_user ON outbox (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE pins (
  thread_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  moment INTEGER NOT NULL CHECK (moment >= 1),
  pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
  at INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (thread_id, user_id, moment),
  FOREIGN KEY (thread_id, user_id) REFERENCES members (thread_id, user_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE projects (
  id TEXT PRIMARY KEY NOT NULL,
  key TEXT NOT NULL UNIQUE CHECK (key GLOB 'pk_?*'),
  name TEXT NOT NULL CHECK (name <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  origins TEXT NOT NULL CHECK (json_type(origins) = 'array'),
  settings TEXT NOT NULL CHECK (json_type(settings) = 'object'),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  last_chat_at INTEGER CHECK (last_chat_at >= 0)
) STRICT;

CREATE TABLE provider_keys (
  project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  sealed TEXT NOT NULL CHECK (sealed <> ''),
  set_at INTEGER NOT NULL CHECK (set_at >= 0)
) STRICT;

CREATE TABLE quota_counters (
  number INTEGER PRIMARY KEY,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  period TEXT NOT NULL CHECK (period IN ('minute', 'day', 'month')),
  starts_at INTEGER NOT NULL,
  messages INTEGER NOT NULL DEFAULT 0 CHECK (messages >= 0),
  tokens INTEGER NOT NULL DEFAULT 0 CHECK (tokens >= 0),
  money INTEGER NOT NULL DEFAULT 0 CHECK (money >= 0),
  reserved_messages INTEGER NOT NULL DEFAULT 0 CHECK (reserved_messages >= 0),
  reserved_tokens INTEGER NOT NULL DEFAULT 0 CHECK (reserved_tokens >= 0),
  reserved_money INTEGER NOT NULL DEFAULT 0 CHECK (reserved_money >= 0)
) STRICT;

CREATE UNIQUE INDEX quota_counters_account ON quota_counters (project_id, ifnull(user_id, ''), period);

CREATE INDEX quota_counters_past ON quota_counters (period, starts_at);

CREATE INDEX quota_counters_user ON quota_counters (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE reservations (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  messages INTEGER NOT NULL CHECK (messages >= 0),
  tokens INTEGER NOT NULL CHECK (tokens >= 0),
  money INTEGER NOT NULL CHECK (money >= 0),
  minute_at INTEGER,
  day_at INTEGER,
  month_at INTEGER,
  expires_at INTEGER NOT NULL,
  expired INTEGER NOT NULL DEFAULT 0 CHECK (expired IN (0, 1))
) STRICT;

CREATE INDEX reservations_end ON reservations (expired, expires_at);

CREATE UNIQUE INDEX reservations_id ON reservations (id, ifnull(user_id, ''));

CREATE INDEX reservations_project ON reservations (project_id);

CREATE INDEX reservations_user ON reservations (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE search_entries (
  number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
  message_id TEXT REFERENCES messages (id) ON DELETE CASCADE,
  thread_id TEXT REFERENCES threads (id) ON DELETE CASCADE,
  length INTEGER NOT NULL CHECK (length >= 1),
  repeated TEXT CHECK (repeated <> ''),
  terms TEXT NOT NULL CHECK (terms <> ''),
  CHECK ((message_id IS NULL) <> (thread_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX search_entries_message ON search_entries (message_id) WHERE message_id IS NOT NULL;

CREATE UNIQUE INDEX search_entries_title ON search_entries (thread_id) WHERE thread_id IS NOT NULL;

CREATE TRIGGER search_entry_comes AFTER INSERT ON search_entries
  BEGIN INSERT INTO search_index (rowid, terms) VALUES (NEW.number, NEW.terms); END;

CREATE TRIGGER search_entry_goes AFTER DELETE ON search_entries
  BEGIN INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', OLD.number, OLD.terms); END;

CREATE TRIGGER search_entry_stays BEFORE UPDATE ON search_entries
  BEGIN SELECT RAISE(ABORT, 'a search entry is made anew'); END;

CREATE VIRTUAL TABLE search_index USING fts5 (
  terms, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '_-~'"
);

CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_scopes (
  number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX search_scopes_user ON search_scopes (user_id);

CREATE TABLE search_threads (
  number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
  thread_id TEXT NOT NULL UNIQUE REFERENCES threads (id) ON DELETE CASCADE,
  scope INTEGER NOT NULL REFERENCES search_scopes (number) ON DELETE CASCADE
) STRICT;

CREATE INDEX search_threads_scope ON search_threads (scope);

CREATE VIRTUAL TABLE search_words USING fts5vocab (search_index, instance);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  expires_at INTEGER NOT NULL CHECK (expires_at >= created_at),
  revoked_at INTEGER CHECK (revoked_at >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_end ON sessions (expires_at);

CREATE INDEX sessions_project ON sessions (project_id);

CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE INDEX sessions_user ON sessions (user_id);

CREATE TRIGGER sessions_of_own_project BEFORE INSERT ON sessions
  WHEN (SELECT project_id FROM users WHERE id = NEW.user_id) IS NOT NEW.project_id
  BEGIN SELECT RAISE(ABORT, 'a session belongs to the project of its user'); END;

CREATE TABLE signing_keys (
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  kid TEXT NOT NULL CHECK (kid <> ''),
  algorithm TEXT NOT NULL CHECK (algorithm IN ('HS256', 'EdDSA', 'ES256')),
  material TEXT NOT NULL CHECK (material <> ''),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  expires_at INTEGER CHECK (expires_at >= 0),
  PRIMARY KEY (project_id, kid)
) STRICT, WITHOUT ROWID;

CREATE TABLE summaries (
  id TEXT PRIMARY KEY NOT NULL,
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  version INTEGER NOT NULL CHECK (version >= 1),
  from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
  to_seq INTEGER NOT NULL CHECK (to_seq >= from_seq),
  messages INTEGER NOT NULL CHECK (messages >= 1),
  text TEXT NOT NULL CHECK (text <> ''),
  stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
  author_id TEXT REFERENCES users (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
  UNIQUE (thread_id, from_seq)
) STRICT;

CREATE INDEX summaries_author ON summaries (author_id) WHERE author_id IS NOT NULL;

CREATE TRIGGER window_in_thread BEFORE INSERT ON summaries
  WHEN NEW.to_seq > (SELECT seq FROM threads WHERE id = NEW.thread_id)
  BEGIN SELECT RAISE(ABORT, 'a window ends at a place that its thread has given'); END;

CREATE TRIGGER window_stays BEFORE UPDATE OF id, thread_id, from_seq, to_seq ON summaries
  WHEN (NEW.id, NEW.thread_id, NEW.from_seq) IS NOT (OLD.id, OLD.thread_id, OLD.from_seq) OR NEW.to_seq > OLD.to_seq
  BEGIN SELECT RAISE(ABORT, 'the window of a summary only gets shorter'); END;

CREATE TRIGGER windows_do_not_overlap BEFORE INSERT ON summaries
  WHEN EXISTS (SELECT 1 FROM summaries s WHERE s.thread_id = NEW.thread_id AND s.id <> NEW.id
    AND s.from_seq <= NEW.to_seq AND s.to_seq >= NEW.from_seq)
  BEGIN SELECT RAISE(ABORT, 'windows of summaries do not overlap'); END;

CREATE TABLE threads (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    owner_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version >= 1),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    notable_seq INTEGER NOT NULL CHECK (notable_seq BETWEEN 0 AND seq),
    title TEXT CHECK (title <> ''),
    created_at INTEGER NOT NULL CHECK (created_at >= 0),
    last_activity_at INTEGER NOT NULL CHECK (last_activity_at >= created_at),
    archived_at INTEGER CHECK (archived_at >= 0),
    deleted_at INTEGER CHECK (deleted_at >= 0),
    message_count INTEGER NOT NULL DEFAULT 0 CHECK (message_count >= 0),
    total_tokens INTEGER NOT NULL DEFAULT 0 CHECK (total_tokens >= 0)
  , purged_seq INTEGER NOT NULL DEFAULT 0 CHECK (purged_seq BETWEEN 0 AND seq), emptied INTEGER NOT NULL DEFAULT 0 CHECK (emptied IN (0, 1)), summarise_at INTEGER CHECK (summarise_at >= 0), summarise_to INTEGER CHECK (summarise_to >= 1)) STRICT;

CREATE INDEX threads_full ON threads (deleted_at) WHERE deleted_at IS NOT NULL AND emptied = 0;

CREATE INDEX threads_gone ON threads (deleted_at) WHERE deleted_at IS NOT NULL AND emptied = 1;

CREATE INDEX threads_idle ON threads (project_id, last_activity_at) WHERE deleted_at IS NULL;

CREATE INDEX threads_owner ON threads (owner_id);

CREATE INDEX threads_project ON threads (project_id);

CREATE INDEX threads_summarise ON threads (summarise_at, id) WHERE summarise_at IS NOT NULL;

CREATE TRIGGER owner_of_own_project BEFORE UPDATE OF owner_id ON threads
  WHEN (SELECT project_id FROM users WHERE id = NEW.owner_id) IS NOT NEW.project_id
  BEGIN SELECT RAISE(ABORT, 'a thread belongs to the project of its owner'); END;

CREATE TRIGGER search_drops_title AFTER UPDATE OF title, deleted_at ON threads
  WHEN NEW.title IS NOT OLD.title OR NEW.deleted_at IS NOT NULL
  BEGIN DELETE FROM search_entries WHERE thread_id = NEW.id; END;

CREATE TRIGGER search_follows_owner AFTER UPDATE OF owner_id ON threads BEGIN
    UPDATE search_scopes SET user_id = NEW.owner_id
      WHERE number = (SELECT scope FROM search_threads WHERE thread_id = NEW.id);
  END;

CREATE TRIGGER search_of_new_thread AFTER INSERT ON threads BEGIN
    INSERT INTO search_scopes (user_id)
      SELECT NEW.owner_id WHERE NOT EXISTS (SELECT 1 FROM search_scopes WHERE user_id = NEW.owner_id);
    INSERT INTO search_threads (thread_id, scope)
      SELECT NEW.id, max(number) FROM search_scopes WHERE user_id = NEW.owner_id;
  END;

CREATE TRIGGER thread_goes_forward BEFORE UPDATE OF seq ON threads WHEN NEW.seq < OLD.seq
  BEGIN SELECT RAISE(ABORT, 'the order of a thread never goes back'); END;

CREATE TRIGGER thread_of_own_project BEFORE INSERT ON threads
  WHEN (SELECT project_id FROM users WHERE id = NEW.owner_id) IS NOT NEW.project_id
  BEGIN SELECT RAISE(ABORT, 'a thread belongs to the project of its owner'); END;

CREATE TRIGGER thread_stays BEFORE UPDATE OF id, project_id ON threads
  BEGIN SELECT RAISE(ABORT, 'a thread does not change its project'); END;

CREATE TABLE tool_calls (
  generation_id TEXT NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
  call TEXT NOT NULL CHECK (call <> ''),
  approval INTEGER NOT NULL CHECK (approval IN (0, 1)),
  page INTEGER NOT NULL CHECK (page IN (0, 1)),
  approved INTEGER CHECK (approved IN (0, 1)),
  result TEXT,
  failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
  at INTEGER NOT NULL CHECK (at >= 0),
  PRIMARY KEY (generation_id, call),
  CHECK (approval = 1 OR page = 1),
  CHECK (approved IS NULL OR approval = 1),
  CHECK (result IS NULL OR (page = 1 AND (approval = 0 OR approved = 1))),
  CHECK (failed = 0 OR result IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  id TEXT PRIMARY KEY NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('known', 'visitor')),
  external_id TEXT,
  name TEXT,
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  feed_seq INTEGER NOT NULL DEFAULT 0 CHECK (feed_seq >= 0),
  merged_into TEXT REFERENCES users (id) ON DELETE CASCADE CHECK (merged_into <> id),
  erased_at INTEGER CHECK (erased_at >= 0), purged_feed_seq INTEGER NOT NULL DEFAULT 0 CHECK (purged_feed_seq >= 0),
  UNIQUE (project_id, external_id),
  CHECK ((kind = 'known' AND erased_at IS NULL) = (external_id IS NOT NULL)),
  CHECK (merged_into IS NULL OR kind = 'visitor'),
  CHECK (erased_at IS NULL OR name IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX users_merged ON users (merged_into) WHERE merged_into IS NOT NULL;

CREATE TRIGGER feed_goes_forward BEFORE UPDATE OF feed_seq ON users WHEN NEW.feed_seq < OLD.feed_seq
  BEGIN SELECT RAISE(ABORT, 'a feed never goes back'); END;

CREATE TRIGGER merged_in_own_project BEFORE UPDATE OF merged_into ON users
  WHEN NEW.merged_into IS NOT NULL
    AND (SELECT project_id FROM users WHERE id = NEW.merged_into AND kind = 'known') IS NOT NEW.project_id
  BEGIN SELECT RAISE(ABORT, 'a visitor becomes a known user of the project'); END;

CREATE TRIGGER merged_once BEFORE UPDATE OF merged_into ON users
  WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
  BEGIN SELECT RAISE(ABORT, 'a visitor becomes one user, once'); END;

CREATE TABLE verdicts (
  id TEXT PRIMARY KEY NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  message_id TEXT NOT NULL,
  generation_id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
  action TEXT NOT NULL CHECK (action IN ('flag', 'block')),
  rule TEXT NOT NULL CHECK (rule <> ''),
  at INTEGER NOT NULL CHECK (at >= 0),
  UNIQUE (generation_id, direction, rule)
) STRICT;

CREATE INDEX verdicts_project ON verdicts (project_id, at, id);

CREATE INDEX verdicts_thread ON verdicts (thread_id);

CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY NOT NULL,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  project_id TEXT NOT NULL,
  topic TEXT NOT NULL CHECK (topic <> ''),
  key TEXT NOT NULL CHECK (key <> ''),
  thread_id TEXT REFERENCES threads (id) ON DELETE CASCADE,
  user_id TEXT,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  at INTEGER NOT NULL CHECK (at >= 0),
  data TEXT NOT NULL CHECK (json_type(data) = 'object'),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  next_at INTEGER CHECK (next_at >= 0),
  last_status INTEGER,
  last_error TEXT,
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  ended_at INTEGER CHECK (ended_at >= 0),
  UNIQUE (webhook_id, key),
  CHECK ((state = 'waiting') = (ended_at IS NULL)),
  CHECK (next_at IS NULL OR state = 'waiting')
) STRICT;

CREATE INDEX webhook_deliveries_age ON webhook_deliveries (state, created_at);

CREATE INDEX webhook_deliveries_chain ON webhook_deliveries (webhook_id, thread_id, seq) WHERE state = 'waiting';

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX webhook_deliveries_end ON webhook_deliveries (state, ended_at) WHERE ended_at IS NOT NULL;

CREATE INDEX webhook_deliveries_list ON webhook_deliveries (project_id, created_at, id);

CREATE INDEX webhook_deliveries_next ON webhook_deliveries (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX webhook_deliveries_state ON webhook_deliveries (project_id, state, created_at, id);

CREATE INDEX webhook_deliveries_thread ON webhook_deliveries (thread_id) WHERE thread_id IS NOT NULL;

CREATE INDEX webhook_deliveries_user ON webhook_deliveries (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE webhooks (
  id TEXT PRIMARY KEY NOT NULL,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  version INTEGER NOT NULL CHECK (version >= 1),
  url TEXT NOT NULL CHECK (url <> ''),
  topics TEXT NOT NULL CHECK (json_type(topics) = 'array'),
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  disabled_reason TEXT CHECK (disabled_reason IN ('gone', 'failing')),
  created_at INTEGER NOT NULL CHECK (created_at >= 0),
  since INTEGER NOT NULL CHECK (since >= 0),
  sealed TEXT NOT NULL CHECK (sealed <> ''),
  earlier_sealed TEXT CHECK (earlier_sealed <> ''),
  earlier_until INTEGER CHECK (earlier_until >= 0),
  failing_since INTEGER CHECK (failing_since >= 0),
  CHECK (enabled = 0 OR disabled_reason IS NULL),
  CHECK ((earlier_sealed IS NULL) = (earlier_until IS NULL))
) STRICT;

CREATE INDEX webhooks_open ON webhooks (id) WHERE enabled = 1;

CREATE INDEX webhooks_project ON webhooks (project_id, enabled);
