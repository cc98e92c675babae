import { useCall } from '#renderer/data/useCall.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import { LookForUpdate } from './LookForUpdate.tsx';
import { UpdateFolder } from './UpdateFolder.tsx';
import './updates.css';

/** The version in use, where updates are looked for, and looking for one: only ever when somebody asks. */
export function Updates() {
  const query = useCall('updates.settings', {}, { fresh: true });
  return (
    <Answered query={query} lines={4}>
      {({ version, folder, trustedKeys }) => (
        <div className="vsk-panels">
          <Panel title="Updates">
            <div className="vsk-updates">
              <p>
                This is version {version}. VSK Tracker never looks for an update by itself, and never on the internet:
                it looks into the folder below, when you ask.
              </p>
              <LookForUpdate key={folder ?? ''} hasFolder={folder !== null} />
            </div>
          </Panel>
          <Panel title="Where updates come from">
            <UpdateFolder key={folder ?? ''} folder={folder} />
            <p className="vsk-small vsk-muted vsk-updates-note">
              {trustedKeys.length === 0
                ? 'This copy was built without a key to check updates with, so it accepts none. Install the next version as you installed this one.'
                : `An update is accepted only when it is newer and signed by: ${trustedKeys.join('; ')}.`}
            </p>
          </Panel>
        </div>
      )}
    </Answered>
  );
}
