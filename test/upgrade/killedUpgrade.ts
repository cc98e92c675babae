// A process that brings a store of 0.2 up to date and dies of it, as a failing battery would: once the job says the words given for
// the so manieth time, so many milliseconds later. `node killedUpgrade.ts <store folder> <words> <times> <milliseconds>`
import type { Progress } from '#service/context/progress.ts';
import { Jobs } from '#service/jobs/jobs.ts';
import { people } from '#test/golden/goldenStore.ts';
import { upgraded } from '#test/make/bringUpToDate.ts';
import { hostOn } from './support.ts';

const [folder = '', words = '', times = '1', wait = '0'] = process.argv.slice(2);

const die = () => process.kill(process.pid, 'SIGKILL');
const start = Jobs.prototype.start;
Jobs.prototype.start = function startDying(this: Jobs, options) {
  let said = 0;
  const dying = (progress: Progress): Progress => ({
    report: (done, total, message) => {
      if (message?.startsWith(words)) said += 1;
      if (said === Number(times)) {
        if (wait === '0') die();
        else setTimeout(die, Number(wait));
      }
      return progress.report(done, total, message);
    },
    get cancelled() {
      return progress.cancelled;
    },
    hold: () => progress.hold(),
  });
  return start.call(this, { ...options, run: (progress) => options.run(dying(progress)) });
};

const host = hostOn(folder);
const { state } = await upgraded(host, people.administrator);
console.log(state);
die();
