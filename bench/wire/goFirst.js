import { spawnSync } from 'node:child_process';

/**
 * Lets all threads of processes go before those of all others, or as usual again, by `chrt` of Linux. Where there is none, or no right
 * to, nothing changes; the share of the time that was waited for a core tells.
 *
 * @param {readonly (number | undefined)[]} pids @param {boolean} isFirst
 */
export function goFirst(pids, isFirst) {
  const policy = isFirst ? ['--fifo', '--pid', '1'] : ['--other', '--pid', '0'];
  for (const pid of pids) spawnSync('chrt', ['--all-tasks', ...policy, String(pid)]);
}
