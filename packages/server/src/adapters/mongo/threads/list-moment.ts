import { Timestamp } from 'mongodb'

/** A moment of the replica set is a second and a count within it; both fit into a whole number that JSON keeps. */
const counts = 2 ** 20

/** The moment as a number that orders as moments do. */
export const packMoment = (moment: Timestamp): number => moment.t * counts + Math.min(moment.i, counts - 1)

export const unpackMoment = (asOf: number): Timestamp =>
  new Timestamp({ t: Math.floor(asOf / counts), i: asOf % counts })

/** Its time, in milliseconds since the Unix epoch. */
export const timeOfMoment = (asOf: number): number => Math.floor(asOf / counts) * 1_000

/** Whether a number was made of a moment. One that another store gave is smaller: it counts commits. */
export const isMoment = (asOf: number): boolean => asOf >= counts ** 2
