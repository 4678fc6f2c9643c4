import { spawnSync } from 'node:child_process';

/** The user of the image. */
const USER = 65_532;

/** A program that sees every file read-only but what is below the given folders, as a user who may do nothing. */
export interface LockedIn {
  readonly command: string;
  readonly args: readonly string[];
}

/** Whether this machine lets anybody be locked in: it takes root, and Linux. */
export function canLockIn(): boolean {
  const { command, args } = lockedIn(['true'], []);
  return spawnSync(command, args).status === 0;
}

/**
 * Runs a command in a mount namespace of its own in which all is read-only but the writable folders, without capabilities, new
 * privileges or groups. @param writable belong to the user afterwards.
 */
export function lockedIn(program: readonly string[], writable: readonly string[]): LockedIn {
  const script = [
    'set -e',
    // What stays writable is mounted upon itself before everything else is locked.
    ...writable.flatMap((folder) => [
      `chown ${USER}:${USER} '${folder}'`,
      `mount --bind '${folder}' '${folder}'`,
    ]),
    'mount -o remount,bind,ro /',
    `for mounted in $(awk '$2 != "/" && $4 ~ /^rw/ && $2 !~ "^/(proc|sys|dev)" { print $2 }' /proc/self/mounts); do`,
    `  case " ${writable.join(' ')} " in *" $mounted "*) ;; *) mount -o remount,bind,ro "$mounted" ;; esac`,
    'done',
    `exec setpriv --reuid ${USER} --regid ${USER} --clear-groups --no-new-privs --bounding-set -all --inh-caps -all -- "$@"`,
  ].join('\n');
  return { command: 'unshare', args: ['--mount', 'sh', '-c', script, 'sh', ...program] };
}
