/** Slots of a cluster. */
export const slotCount = 16_384

const encoder = new TextEncoder()

/** CRC16 as Redis Cluster has it (XMODEM). */
const crc16 = (bytes: Uint8Array): number => {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

/** The part of a key that decides where it lies: what stands in its first braces, if anything does. */
const hashTag = (key: string): string => /^[^{]*\{([^}]+)\}/.exec(key)?.[1] ?? key

/** The slot of a key or a channel. */
export const slotOf = (key: string): number => crc16(encoder.encode(hashTag(key))) % slotCount
