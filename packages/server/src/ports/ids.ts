/** Makes the ids of new rows: UUIDs of version 7, which sort by the time of their making. */
export interface Ids {
  make(): string
}
