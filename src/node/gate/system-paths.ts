/** Folders of the system itself, of which neither owners nor places to mount are anybody's business but the host's. Pure. */

const OF_SYSTEM =
  /^\/(?:(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr)(?:\/.*)?|var|var\/(?!lib\/vz(?:\/|$)).*)?$/;

/** What climbs, or is written so that it is not seen at once, counts as the system's. */
export const isOfSystem = (path: string): boolean =>
  /\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(path) || OF_SYSTEM.test(path);
