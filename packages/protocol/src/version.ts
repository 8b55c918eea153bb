/**
 * Version of the wire protocol, apart from the packages' versions.
 * The major number changes when an older client could misread a frame; the server speaks every major it lists (DX5).
 */
export const protocolVersion = 1
