import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useSave } from '#renderer/data/useSave.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered } from '#renderer/ui/states.tsx';

type Template = CallOutput<'imports.templates'>['rows'][number];

/** The app's own files to fill in, each with an example row and what every column holds. */
export function Templates() {
  const query = useCall('imports.templates', {});
  return (
    <Panel title="Templates" flush>
      <Answered query={query} lines={5}>
        {({ rows }) => (
          <ul className="vsk-templates">
            {rows.map((template) => (
              <TemplateRow key={template.templateId} template={template} />
            ))}
          </ul>
        )}
      </Answered>
    </Panel>
  );
}

function TemplateRow({ template }: { template: Template }) {
  const [open, setOpen] = useState(false);
  const id = `template-${template.templateId}`;
  const { save } = useSave();
  const download = () =>
    save({
      name: template.fileName,
      content: template.text,
      about: 'nobody',
      said: (path) => ({ message: `Saved ${path}: replace the example row with your own` }),
    });
  return (
    <li>
      <div className="vsk-template-row">
        <span>
          {template.title} <span className="vsk-small vsk-muted">{template.fileName}</span>
        </span>
        <span className="vsk-actions">
          <Button
            variant="subtle"
            aria-expanded={open}
            aria-controls={id}
            aria-label={`${open ? 'Hide columns' : 'Columns'} of ${template.title}`}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide columns' : 'Columns'}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            aria-label={`Download the template ${template.title}`}
            onClick={download}
          >
            Download
          </Button>
        </span>
      </div>
      <ScrollRegion id={id} label={`Columns of ${template.title}, the table`} hidden={!open}>
        {open && (
          <table className="vsk-plain-table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Needed</th>
                <th scope="col">What it holds</th>
                <th scope="col">Example</th>
              </tr>
            </thead>
            <tbody>
              {template.columns.map((column) => (
                <tr key={column.name}>
                  <th scope="row">{column.name}</th>
                  <td>{column.required ? 'always' : 'if known'}</td>
                  <td className="vsk-wrap">{column.help}</td>
                  <td>{column.example}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ScrollRegion>
    </li>
  );
}
