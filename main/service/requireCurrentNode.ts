/** Ends the process with a clear sentence where the SQLite driver would crash it: it needs Node-API 10 (Node 22.14). */
export function requireCurrentNode(): void {
  const nodeApi = Number(process.versions.napi ?? '0');
  if (nodeApi >= 10) return;
  console.error(
    `VSK Tracker needs Node 22.14 or newer (Node-API 10); this is Node ${process.versions.node} (Node-API ${nodeApi}).`,
  );
  console.error(
    'Inside the project folder run it through npm (npm start, npx vsk): npm ci installs a Node 24 of its own.',
  );
  process.exit(3);
}
