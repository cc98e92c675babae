import { Button, Checkbox, Group, Radio } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { type PackPreview, packsOf } from '#contract/packs.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { plural } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { ExportEnded } from './ExportEnded.tsx';
import { ExportFolder, useExportFolder } from './ExportFolder.tsx';
import { passwordProblem, stopping } from './exportPlan.ts';
import type { PassagesChosen } from './Passages.tsx';
import { Passwords } from './Passwords.tsx';
import classes from './packs.module.css';

const firstChoices: { folder: string | null; protect: boolean; asFile: boolean } = {
  folder: null,
  protect: false,
  asFile: false,
};

/** As PDFs or as one file, folder, password, and the export itself with its progress, its cancelling and what it wrote. */
export function ExportPanel(props: {
  preview: PackPreview;
  held: boolean;
  asAt: string;
  childIds: string[];
  passages: PassagesChosen;
}) {
  const { preview, held, asAt, childIds, passages } = props;
  // The same for the next school; the password is kept nowhere.
  const [{ folder, protect, asFile }, setChoices] = useDraft('packs:export', firstChoices);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const choice = { schoolId: preview.school.schoolId, asAt, childIds };
  const work = useJobOf('packs.export', packsOf(choice));
  const { running } = work;
  const checked = useExportFolder(folder, asFile ? 'the file goes to' : 'the PDFs go to');
  const stops = stopping(preview);
  const withPassword = asFile || protect;
  const weak = withPassword ? passwordProblem(password, again) : null;
  const hint = (held ? 'The choice before is shown; this one is being read.' : stops[0]) ?? weak ?? checked.hint;
  const begin = () => {
    if (folder === null) return;
    work.start({
      ...choice,
      ...passages,
      folder,
      as: asFile ? 'file' : 'folder',
      password: withPassword ? password : null,
    });
  };
  return (
    <Panel title="Export">
      <div className={classes.form}>
        <Radio.Group
          label="What is written"
          value={asFile ? 'file' : 'folder'}
          onChange={(value) => setChoices((now) => ({ ...now, asFile: value === 'file' }))}
        >
          <div className={classes.ways}>
            <Radio
              value="folder"
              label="PDFs in a folder"
              description="For the designated teacher: a cover and a PDF for each child."
              disabled={running}
            />
            <Radio
              value="file"
              label="One file (.vskpack)"
              description="For a colleague with VSK Tracker: the same PDFs, encrypted with a password."
              disabled={running}
            />
          </div>
        </Radio.Group>
        <ExportFolder
          folder={folder}
          onFolder={(chosen) => setChoices((now) => ({ ...now, folder: chosen }))}
          checked={checked}
          disabled={running}
        />
        {asFile ? (
          <p className={`vsk-muted ${classes.note}`}>
            The file opens only with its password. Tell it by telephone, not in the same email. It is not kept: nobody
            can read it back.
          </p>
        ) : (
          <Checkbox
            label="Protect with a password"
            description="Each PDF is encrypted (AES-256) and asks for the password when it is opened. Tell it to the designated teacher by telephone, not in the same email. It is not kept: nobody can read it back."
            checked={protect}
            disabled={running}
            onChange={(event) => {
              const protectNow = event.currentTarget.checked;
              setChoices((now) => ({ ...now, protect: protectNow }));
            }}
          />
        )}
        {withPassword && (
          <Passwords
            password={password}
            again={again}
            problem={weak}
            disabled={running}
            onPassword={setPassword}
            onAgain={setAgain}
          />
        )}
        <Group gap="sm">
          <Button
            leftSection={<IconPackageExport size={16} aria-hidden />}
            disabled={hint !== null || running}
            onClick={begin}
            aria-describedby="pack-export-hint"
          >
            Export {plural(preview.children.length, 'pack')}
            {asFile ? ' as one file' : ''}
          </Button>
          <span id="pack-export-hint" className="vsk-muted">
            {running ? '' : (hint ?? '')}
          </span>
        </Group>
        {work.job === null && work.failure !== null && <ErrorState failure={work.failure} onRetry={begin} />}
        {running && <JobProgress job={work.job} onCancel={work.cancel} />}
        {work.job !== null && <ExportEnded work={work} />}
      </div>
    </Panel>
  );
}
