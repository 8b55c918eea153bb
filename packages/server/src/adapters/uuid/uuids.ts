import { v7 } from 'uuid'
import type { Ids } from '../../ports/ids.ts'

/** UUIDs of version 7, made of the machine's time and random bits. */
export const uuids: Ids = { make: () => v7() }
