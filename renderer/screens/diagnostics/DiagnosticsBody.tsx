import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Diagnostics } from '#contract/diagnostics.ts';
import { copyText } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useSave } from '#renderer/data/useSave.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import './diagnostics.css';
import { asText } from './asText.ts';
import { windowSection } from './windowSection.ts';

/** The diagnostics as they stand, and how to have the store checked. */
export function useDiagnostics() {
  const [checkIntegrity, setCheckIntegrity] = useState(false);
  const query = useCall('diagnostics.read', { checkIntegrity }, { fresh: true, keepPrevious: true });
  return { query, checkIntegrity, check: () => (checkIntegrity ? void query.refetch() : setCheckIntegrity(true)) };
}

type Shown = ReturnType<typeof useDiagnostics>;

const whole = (read: Diagnostics): Diagnostics => ({ ...read, sections: [...read.sections, windowSection()] });

/** Check the store, copy, export; what is copied and exported is what is shown. */
export function DiagnosticsActions({ diagnostics, locked = false }: { diagnostics: Shown; locked?: boolean }) {
  const { query, check } = diagnostics;
  const read = query.data;
  const { save: saveText } = useSave();
  const save = () => {
    if (read === undefined) return;
    const name = `vsk-diagnostics-${read.at.slice(0, 10)}.txt`;
    const said = (path: string) => ({ message: `Saved to ${path}` });
    saveText({ name, content: asText(whole(read)), about: 'nobody', said });
  };
  const copy = async () => {
    if (read === undefined) return;
    notifications.show(
      (await copyText(asText(whole(read))))
        ? { message: 'The diagnostics are on the clipboard.' }
        : { color: 'red', title: 'Not copied', message: 'The clipboard could not be used. Export instead.' },
    );
  };
  return (
    <>
      <Button
        variant="default"
        disabled={locked}
        leftSection={<IconShieldCheck size={16} aria-hidden="true" />}
        loading={query.isFetching && diagnostics.checkIntegrity}
        onClick={check}
      >
        Check the store
      </Button>
      <Button
        variant="default"
        leftSection={<IconCopy size={16} aria-hidden="true" />}
        disabled={read === undefined}
        onClick={() => void copy()}
      >
        Copy
      </Button>
      <Button leftSection={<IconDownload size={16} aria-hidden="true" />} disabled={read === undefined} onClick={save}>
        Export as text
      </Button>
    </>
  );
}

/** Every section as a table of its own. What wants looking at has a word and a shape. */
export function DiagnosticsBody({ diagnostics }: { diagnostics: Shown }) {
  return (
    <Answered query={diagnostics.query} lines={12}>
      {(read) => (
        <div className="vsk-diagnostics">
          {whole(read).sections.map((section) => (
            <Panel key={section.title} title={section.title} flush>
              <table className="vsk-plain-table vsk-diagnostics-table">
                <tbody>
                  {section.rows.map((row) => (
                    <tr key={row.name}>
                      <th scope="row">{row.name}</th>
                      <td>
                        {row.value}
                        {row.state !== 'fine' && (
                          <>
                            {' '}
                            <Tag tone={row.state === 'look' ? 'amber' : 'red'}>
                              {row.state === 'look' ? 'Look' : 'Bad'}
                            </Tag>
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          ))}
        </div>
      )}
    </Answered>
  );
}
