// The mistakes against docs/decisions/electron-security-checklist.md that can be seen in the code itself. What cannot be
// seen there is attacked by test/e2e/exploits.

type Rule = {
  /** What gives the mistake away. */
  pattern: RegExp;
  /** The files it is looked for in. */
  within: RegExp;
  /** The files that may, because that is what they are for. */
  except?: readonly string[];
  /** What is wrong, and what to do instead; put behind the file's name. */
  words: string;
};

/** Everything that ends up in the app. */
const product = /^(main|renderer|db|domain)\//;
/** What may know of children: it prints nothing that it was given. */
const service = /^(main\/service|db|domain)\//;

const rules: readonly Rule[] = [
  {
    pattern: /\b(sandbox|contextIsolation|webSecurity)\b['"]?\s*:\s*false\b/,
    within: product,
    words: 'takes a wall of the window down (sandbox, contextIsolation, webSecurity must stay on).',
  },
  {
    pattern:
      /\b(nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures|bypassCSP|spellcheck)\b['"]?\s*:\s*true\b/,
    within: /^main\/shell\//,
    words: 'gives the page what it must not have (Node, web views, insecure or experimental features, spelling).',
  },
  {
    pattern: /\b(enableBlinkFeatures|disableBlinkFeatures|setUsePlainTextEncryption|registerHttpProtocol)\b/,
    within: product,
    words: 'uses a setting of Electron that the security checklist rules out.',
  },
  {
    pattern: /\bopenExternal\s*\(/,
    within: product,
    except: ['main/shell/hardening.ts'],
    words: 'hands an address to the system: only main/shell/hardening.ts may, by its allow-list.',
  },
  {
    pattern: /\bopenPath\s*\(/,
    within: product,
    except: ['main/shell/installUpdate.ts'],
    words: 'starts a file: only main/shell/installUpdate.ts may, after it was verified.',
  },
  {
    pattern: /\bipcMain\b/,
    within: product,
    except: ['main/shell/senderCheck.ts'],
    words: 'listens without a sender check: register by handleFromOwnWindow or hearFromOwnWindow.',
  },
  {
    pattern: /\bipcRenderer\b/,
    within: product,
    except: ['main/shell/preload.ts'],
    words: 'speaks to the shell past the bridge: only main/shell/preload.ts may.',
  },
  {
    pattern: /\bnew\s+(BrowserWindow|BrowserView|WebContentsView|BaseWindow)\s*\(/,
    within: product,
    except: ['main/shell/window.ts'],
    words: 'opens a window of its own: only main/shell/window.ts may.',
  },
  {
    pattern: /\bappendSwitch\s*\(/,
    within: product,
    except: ['main/shell/hardening.ts'],
    words: "changes Chromium's switches: only main/shell/hardening.ts may.",
  },
  {
    pattern: /\b(crashReporter|autoUpdater|pushNotifications|inAppPurchase)\b/,
    within: product,
    words: 'uses a part of Electron that sends something away by itself.',
  },
  {
    pattern: /\bfrom\s+['"](node:)?(http|https|http2|net|tls|dgram|dns)(\/promises)?['"]/,
    within: product,
    except: ['main/hosts/previewServer.ts'],
    words: 'imports a network module: the app reaches nothing outside this computer.',
  },
  {
    pattern:
      /(?<![.\w])fetch\s*\(|\b(net\.(fetch|request)|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)\b/,
    within: product,
    except: ['renderer/api.ts'],
    words: 'makes a request: only renderer/api.ts may, to the preview host it came from.',
  },
  {
    pattern: /\bfrom\s+['"](node:)?child_process['"]/,
    within: /^(main\/(shell|service)|renderer|db|domain)\//,
    except: ['main/shell/childLauncher.ts'],
    words: 'starts programs: a release must not hold node:child_process at all.',
  },
  {
    // The namespace of SVG is a name, not an address that anything is loaded from.
    pattern: /\b(https?|wss?):\/\/(?!www\.w3\.org\/)/,
    within: /^renderer\//,
    words: 'names a remote address: everything the page needs comes with the app.',
  },
  {
    pattern:
      /\bdangerouslySetInnerHTML\b|\.(inner|outer)HTML\s*=|\.insertAdjacentHTML\s*\(|\bdocument\.write(ln)?\s*\(/,
    within: product,
    words: 'writes HTML from text: what a file or a person says must stay text.',
  },
  {
    pattern: /(?<![.\w])eval\s*\(|\bnew\s+Function\s*\(|\bset(Timeout|Interval)\s*\(\s*['"`]/,
    within: product,
    words: 'runs text as a program.',
  },
  {
    // One plain text is all that may be said; a value could be a name.
    pattern: /\bconsole\.\w+\s*\((?!\s*('[^'\n]*'|"[^"\n]*"|`[^`$]*`)\s*,?\s*\))/,
    within: service,
    except: ['main/service/requireCurrentNode.ts'],
    words: 'prints a value: say a fixed sentence, or log an id or a code by main/service/context/log.ts.',
  },
  {
    pattern: /\bconsole\.\w+\s*\([^;]*?(,\s*\w*[eE]rror\s*\)|\.(message|stack|cause)\b)/,
    within: /^main\/shell\//,
    words: "prints an error's own words, which may hold what somebody typed: print its code.",
  },
];

/** The most lines of the desktop app's main file: one for each concern. */
const longestIndex = 100;

/** What of a file is against the rules of the shell, in words; empty when nothing is. */
export function shellFaultsOf(path: string, text: string): string[] {
  const faults = rules
    .filter(({ within, except = [] }) => within.test(path) && !except.includes(path))
    .filter(({ pattern }) => pattern.test(text))
    .map(({ words }) => `${path} ${words}`);
  const lines = text.split('\n').length - 1;
  if (path === 'main/shell/index.ts' && lines > longestIndex) {
    faults.push(`${path} has ${lines} lines; ${longestIndex} is the most. Give each concern a file and a line here.`);
  }
  return faults;
}
