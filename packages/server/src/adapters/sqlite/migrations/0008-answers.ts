import type { Migration } from './migration.ts'

/**
 * What an answer was asked with (`context` is how full that was, `context_record` all of it), what the page could do for
 * it, and what could be asked next.
 */
export const answers: Migration = {
  number: 8,
  name: 'answers',
  up: `
    ALTER TABLE generations ADD COLUMN tools TEXT NOT NULL DEFAULT '[]' CHECK (json_type(tools) = 'array');
    ALTER TABLE generations ADD COLUMN suggestions TEXT NOT NULL DEFAULT '[]' CHECK (json_type(suggestions) = 'array');
    ALTER TABLE generations ADD COLUMN context TEXT CHECK (json_type(context) = 'object');
    ALTER TABLE generations ADD COLUMN context_record TEXT CHECK (json_type(context_record) = 'object');
  `,
  down: `
    ALTER TABLE generations DROP COLUMN context_record;
    ALTER TABLE generations DROP COLUMN context;
    ALTER TABLE generations DROP COLUMN suggestions;
    ALTER TABLE generations DROP COLUMN tools;
  `,
}
