/** A public key whose signature makes an update acceptable. */
export type PinnedKey = {
  /** Who signs with it and since when, as shown under Settings > Updates. */
  name: string;
  /** The 32 bytes of the Ed25519 public key, in base64. */
  publicKey: string;
};

/** The installed app itself, for what concerns updating it. */
export type Installation = {
  version: string;
  /** The app's own folder on this computer; verified installers go to `updates/verified` in it, where the shell looks. */
  home: string;
  platform: string;
  arch: string;
  keys: readonly PinnedKey[];
};
